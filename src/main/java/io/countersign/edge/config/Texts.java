package io.countersign.edge.config;

import io.countersign.edge.address.AllowedDestination;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the texts of settings as values. What cannot be read becomes a mistake and a harmless stand-in, so that the
/// reading goes on.
final class Texts {
    private static final int PORT_MAX = 65_535;
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smhd])");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /// The longest password, in bytes.
    private static final long SECRET_BYTES_MAX = 1024;

    private static final int DESTINATIONS_MAX = 1_000;

    private final Given given;
    private final Mistakes mistakes;

    Texts(Given given, Mistakes mistakes) {
        this.given = given;
        this.mistakes = mistakes;
    }

    boolean isSet(Setting setting) {
        return !text(setting).isEmpty();
    }

    String required(Setting setting) {
        String text = text(setting);
        if (text.isEmpty()) {
            mistakes.add(origin(setting) + " is empty.");
        }
        return text;
    }

    int port(Setting setting) {
        try {
            int port = Integer.parseInt(text(setting));
            if (port >= 0 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        mistakes.add(origin(setting) + " is a port from 0 to " + PORT_MAX + ", not '" + text(setting) + "'.");
        return 0;
    }

    /// A whole number that is not negative; 0 where there is none.
    int number(Setting setting) {
        if (NUMBER.matcher(text(setting)).matches()) {
            return Integer.parseInt(text(setting));
        }
        mistakes.add(origin(setting) + " is a whole number, not '" + text(setting) + "'.");
        return 0;
    }

    <E extends Enum<E>> E choice(Setting setting, E standIn) {
        E[] choices = standIn.getDeclaringClass().getEnumConstants();
        for (E choice : choices) {
            if (word(choice).equals(text(setting))) {
                return choice;
            }
        }
        String words = Arrays.stream(choices).map(Texts::word).collect(Collectors.joining(", "));
        mistakes.add(origin(setting) + " is one of " + words + ", not '" + text(setting) + "'.");
        return standIn;
    }

    boolean isOn(Setting setting) {
        String text = text(setting);
        if (!text.equals("on") && !text.equals("off")) {
            mistakes.add(origin(setting) + " is on or off, not '" + text + "'.");
        }
        return text.equals("on");
    }

    Optional<Duration> duration(Setting setting) {
        Matcher matcher = DURATION.matcher(text(setting));
        if (!matcher.matches()) {
            mistakes.add(origin(setting) + " is a number of s, m, h or d, such as 90d, not '" + text(setting) + "'.");
            return Optional.empty();
        }
        long number = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(number);
                    case "m" -> Duration.ofMinutes(number);
                    case "h" -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    /// Destinations with commas between them, perhaps none. Each one that cannot be read is a mistake of its own.
    List<AllowedDestination> destinations(Setting setting) {
        List<String> entries = isSet(setting) ? List.of(text(setting).split(",", -1)) : List.of();
        if (entries.size() > DESTINATIONS_MAX) {
            mistakes.add(
                    origin(setting) + " has at most " + DESTINATIONS_MAX + " entries, not " + entries.size() + ".");
            return List.of();
        }
        var destinations = new ArrayList<AllowedDestination>();
        for (String entry : entries) {
            try {
                destinations.add(AllowedDestination.parse(entry.strip()));
            } catch (IllegalArgumentException rule) {
                mistakes.add(origin(setting) + ": " + rule.getMessage() + ".");
            }
        }
        return destinations;
    }

    /// A file that must be there and readable.
    Optional<Path> file(Setting setting) {
        if (!isSet(setting)) {
            return Optional.empty();
        }
        var file = Path.of(text(setting));
        if (!Files.isRegularFile(file)) {
            mistakes.add(origin(setting) + ": there is no file " + file + ".");
            return Optional.empty();
        }
        if (!Files.isReadable(file)) {
            mistakes.add(origin(setting) + ": " + file + " cannot be read.");
            return Optional.empty();
        }
        return Optional.of(file);
    }

    /// What a file holds, without the line break at its end.
    Optional<Secret> secretInFile(Setting setting) {
        return file(setting).flatMap(file -> {
            try {
                String text = Files.size(file) > SECRET_BYTES_MAX
                        ? ""
                        : Files.readString(file).stripTrailing();
                if (!text.isEmpty()) {
                    return Optional.of(new Secret(text));
                }
                mistakes.add(
                        origin(setting) + ": " + file + " holds no password of 1 to " + SECRET_BYTES_MAX + " bytes.");
            } catch (IOException unreadable) {
                mistakes.add(origin(setting) + ": " + file + " cannot be read as text.");
            }
            return Optional.empty();
        });
    }

    private String text(Setting setting) {
        return given.value(setting).text();
    }

    private String origin(Setting setting) {
        return given.value(setting).origin();
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
