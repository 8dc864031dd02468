package io.countersign.edge.http.api;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.user.Passwords;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;

/// How the API reads and writes single values.
final class Inputs {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Inputs() {}

    /// Makes a value of the core.
    ///
    /// @throws Rejected with 422 and the core's sentence if the input breaks one of its rules
    static <T> T valid(String resource, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException brokenRule) {
            throw new Rejected(Problem.invalid(resource, sentence(brokenRule)));
        }
    }

    private static String sentence(IllegalArgumentException brokenRule) {
        String message = String.valueOf(brokenRule.getMessage());
        String capital = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }

    /// @throws Rejected with 422 if it is none of the constants
    static <E extends Enum<E>> E oneOf(Class<E> type, String field, String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new Rejected(Problem.invalid(
                        "general",
                        "'" + field + "' is one of " + Arrays.toString(type.getEnumConstants()) + ", not '" + text
                                + "'.")));
    }

    /// @throws Rejected with 422 if it is too short or too long; the password is not repeated
    static String password(String text) {
        if (text.length() < Passwords.LENGTH_MIN || text.length() > Passwords.LENGTH_MAX) {
            throw new Rejected(Problem.invalid(
                    "user",
                    "A password is " + Passwords.LENGTH_MIN + " to " + Passwords.LENGTH_MAX + " characters, not "
                            + text.length() + "."));
        }
        return text;
    }

    /// The words of contract.md 2.2.
    static Problem noSuchTenant(TenantId id) {
        return Problem.notFound("security", "There is no tenant with id = " + id);
    }

    /// An instant as the API writes it, to the millisecond.
    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
