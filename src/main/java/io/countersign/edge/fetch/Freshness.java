package io.countersign.edge.fetch;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a server said about the age of its answer. Shown at the next fetch, it spares sending the same answer again.
///
/// @param etag as in the header `ETag`
/// @param lastModified as in the header `Last-Modified`
/// @param maxAge how long the answer may be kept from when it came
public record Freshness(Optional<String> etag, Optional<String> lastModified, Optional<Duration> maxAge) {
    /// Nothing is known: the answer is fetched whole.
    public static final Freshness NONE = new Freshness(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Duration MAX_AGE_LONGEST = Duration.ofDays(365);

    /// Text that can go back in a header as it came.
    private static final Pattern ONE_LINE = Pattern.compile("[ -~]{1,1024}");

    private static final Pattern MAX_AGE =
            Pattern.compile("(?:^|[,\\s])max-age\\s*=\\s*\"?([0-9]{1,18})", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    /// @throws IllegalArgumentException if a text is not 1 to 1024 printable ASCII characters
    public Freshness {
        requireOneLine(etag);
        requireOneLine(lastModified);
    }

    /// From the headers of an answer; what cannot be sent back or read counts as absent.
    static Freshness of(Reply reply) {
        return new Freshness(
                reply.header("ETag").filter(Freshness::isOneLine),
                reply.header("Last-Modified").filter(Freshness::isOneLine),
                maxAge(reply.header("Cache-Control"), reply.header("Age")));
    }

    /// After an answer that nothing changed: what it says anew, and else what was known.
    Freshness renewedBy(Freshness said) {
        return new Freshness(said.etag.or(() -> etag), said.lastModified.or(() -> lastModified), said.maxAge);
    }

    /// Whether there is anything to ask a server by.
    boolean isKnown() {
        return etag.isPresent() || lastModified.isPresent();
    }

    /// The time that is left: an answer from a cache on the way has spent part of it.
    private static Optional<Duration> maxAge(Optional<String> cacheControl, Optional<String> age) {
        return cacheControl
                .map(MAX_AGE::matcher)
                .filter(Matcher::find)
                .map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))))
                .map(longest ->
                        longest.minus(age.filter(text -> SECONDS.matcher(text).matches())
                                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                                .orElse(Duration.ZERO)))
                .map(left -> left.isNegative() ? Duration.ZERO : left)
                .map(left -> left.compareTo(MAX_AGE_LONGEST) > 0 ? MAX_AGE_LONGEST : left);
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
