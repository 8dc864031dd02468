package io.countersign.core.trust;

import java.time.Instant;
import java.util.regex.Pattern;

/// A text drawn at random that a tenant signs with the key of its CA to prove that it holds it (contract.md 2.3).
///
/// @param text 160 characters of base64: long enough that nobody has signed it before
/// @param usableUntil a signature is accepted up to this instant
public record VerificationCode(String text, Instant usableUntil) {
    /// How many random bytes a code is the base64 of.
    public static final int RANDOM_BYTES = 120;

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9+/]{160}");

    /// @throws IllegalArgumentException if the text is no such code
    public VerificationCode {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a verification code is 160 characters of base64");
        }
    }

    boolean isUsableAt(Instant now) {
        return !now.isAfter(usableUntil);
    }
}
