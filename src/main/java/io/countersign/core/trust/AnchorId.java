package io.countersign.core.trust;

import java.util.regex.Pattern;

/// Names one upload of a trust anchor: 16 hex digits, drawn at random when it is uploaded.
///
/// A token carries it. The same certificate deleted and uploaded again gets another id, so that tokens from before the
/// deletion stay dead (product.md 4).
public record AnchorId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{16}");

    /// @throws IllegalArgumentException if the text is not 16 lower-case hex digits
    public AnchorId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an anchor id is 16 lower-case hex digits, not '" + value + "'");
        }
    }
}
