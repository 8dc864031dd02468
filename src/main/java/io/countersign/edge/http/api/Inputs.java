package io.countersign.edge.http.api;

import io.countersign.core.revocation.RevokedSerials;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.user.Passwords;
import io.countersign.core.user.Role;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.JsonBody;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// How the API reads and writes single values.
final class Inputs {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final int SERIAL_DIGITS_MAX = 2 * RevokedSerials.SERIAL_BYTES_MAX - 2;
    private static final Pattern SERIAL = Pattern.compile("[0-9A-Fa-f]{1," + SERIAL_DIGITS_MAX + "}");

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

    /// The password in a field. Whatever stands there, it is not repeated.
    ///
    /// @throws Rejected with 422 if it is no text, too short or too long
    static Optional<String> password(JsonBody json, String field) {
        return json.present(field).map(node -> checked(field, node.isString() ? node.stringValue() : ""));
    }

    private static String checked(String field, String text) {
        if (text.length() < Passwords.LENGTH_MIN || text.length() > Passwords.LENGTH_MAX) {
            throw new Rejected(Problem.invalid(
                    "user",
                    "'" + field + "' is a text of " + Passwords.LENGTH_MIN + " to " + Passwords.LENGTH_MAX
                            + " characters, not " + text.length() + "."));
        }
        return text;
    }

    /// A serial number in hex, perhaps with `0x`, blanks or colons.
    ///
    /// @throws Rejected with 422 if it is none
    static BigInteger serial(String hex) {
        String digits = hex.replaceAll("[\\s:]", "").replaceFirst("^0[xX]", "");
        if (!SERIAL.matcher(digits).matches()) {
            throw new Rejected(Problem.invalid(
                    "Device Certificates",
                    "A serial number is 1 to " + SERIAL_DIGITS_MAX + " hexadecimal digits, not '" + hex + "'."));
        }
        return new BigInteger(digits, 16);
    }

    /// A field that must be there is not.
    static Rejected missing(String field) {
        return new Rejected(Problem.invalid("general", "'" + field + "' is missing."));
    }

    /// What a text field of a change leaves of the value before: null takes it away, a missing field keeps it
    /// (contract.md 6).
    static Optional<String> changed(JsonBody json, String field, Optional<String> before) {
        return json.has(field) ? json.optionalText(field) : before;
    }

    /// The words of contract.md 2.2.
    static Problem noSuchTenant(TenantId id) {
        return Problem.notFound("security", "There is no tenant with id = " + id);
    }

    /// Roles as contract.md 4 shows them.
    static List<Map<String, String>> roles(Call call, Set<Role> roles) {
        return roles.stream()
                .sorted()
                .map(Role::name)
                .map(name -> Map.of("id", name, "name", name, "self", call.baseUrl() + "/user/roles/" + name))
                .toList();
    }

    /// A text as one step of a path.
    static String step(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// An instant as the API writes it, to the millisecond.
    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
