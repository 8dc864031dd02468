package io.countersign.edge.fetch;

import java.util.Optional;
import java.util.regex.Pattern;

/// What a server said about the age of its answer. Shown at the next fetch, it spares sending the same answer again.
///
/// @param etag as in the header `ETag`
/// @param lastModified as in the header `Last-Modified`
public record Freshness(Optional<String> etag, Optional<String> lastModified) {
    /// Nothing is known: the answer is fetched whole.
    public static final Freshness NONE = new Freshness(Optional.empty(), Optional.empty());

    /// Text that can go back in a header as it came.
    private static final Pattern ONE_LINE = Pattern.compile("[ -~]{1,1024}");

    /// @throws IllegalArgumentException if a text is not 1 to 1024 printable ASCII characters
    public Freshness {
        requireOneLine(etag);
        requireOneLine(lastModified);
    }

    /// From the headers of an answer; what cannot be sent back or read counts as absent.
    static Freshness of(Reply reply) {
        return new Freshness(
                reply.header("ETag").filter(Freshness::isOneLine),
                reply.header("Last-Modified").filter(Freshness::isOneLine));
    }

    /// After an answer that nothing changed: what it says anew, and else what was known.
    Freshness renewedBy(Freshness said) {
        return new Freshness(said.etag.or(() -> etag), said.lastModified.or(() -> lastModified));
    }

    /// Whether there is anything to ask a server by.
    boolean isKnown() {
        return etag.isPresent() || lastModified.isPresent();
    }

    private static boolean isOneLine(String text) {
        return ONE_LINE.matcher(text).matches();
    }

    private static void requireOneLine(Optional<String> text) {
        if (text.isPresent() && !isOneLine(text.get())) {
            throw new IllegalArgumentException(
                    "a validator is 1 to 1024 printable ASCII characters, not '" + text.get() + "'");
        }
    }
}
