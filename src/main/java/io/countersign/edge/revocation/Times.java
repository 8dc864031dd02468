package io.countersign.edge.revocation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.bouncycastle.asn1.x509.Time;

/// Moments in ASN.1.
final class Times {
    /// How Bouncy Castle spells the one form that RFC 5280, 5.1.2.4 to 5.1.2.6 allow: whole seconds, in UTC.
    private static final String UTC = "GMT+00:00";

    private static final int DIGITS = 14;
    private static final String RULE = "it has a time that is not one of whole seconds in UTC";

    private Times() {}

    /// Twenty times as fast as a calendar, which counts where a list has a million moments.
    ///
    /// @throws IllegalArgumentException if it is not of the form that is allowed
    static Instant instant(Time time) {
        String text = time.getTime();
        if (text.length() != DIGITS + UTC.length() || !text.endsWith(UTC)) {
            throw new IllegalArgumentException(RULE);
        }
        try {
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 4, 6),
                            number(text, 6, 8),
                            number(text, 8, 10),
                            number(text, 10, 12),
                            number(text, 12, 14))
                    .toInstant(ZoneOffset.UTC);
        } catch (NumberFormatException | DateTimeException noTime) {
            throw new IllegalArgumentException(RULE, noTime);
        }
    }

    private static int number(String text, int from, int until) {
        return Integer.parseInt(text, from, until, 10);
    }
}
