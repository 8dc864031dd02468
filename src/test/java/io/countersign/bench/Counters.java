package io.countersign.bench;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which tokens a server has given out, by its own count.
///
/// @param issued new ones
/// @param handedBack the same again, before half life
record Counters(long issued, long handedBack) {
    private static final Pattern TOKENS =
            Pattern.compile("^countersign_tokens_total\\{result=\"(\\w+)\"\\} (\\S+)$", Pattern.MULTILINE);

    /// Reads them from the text that Prometheus reads.
    static Counters parse(String metrics) {
        Map<String, Long> byResult = TOKENS.matcher(metrics)
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> (long) Double.parseDouble(found.group(2))));
        Long issued = byResult.get("issued");
        Long handedBack = byResult.get("handed_back");
        if (issued == null || handedBack == null) {
            throw new IllegalArgumentException("the metrics do not count issued and handed back tokens");
        }
        return new Counters(issued, handedBack);
    }

    Counters since(Counters before) {
        return new Counters(issued - before.issued, handedBack - before.handedBack);
    }
}
