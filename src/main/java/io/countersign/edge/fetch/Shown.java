package io.countersign.edge.fetch;

/// Text of the other side as it may stand in a sentence: printable ASCII, not too long.
final class Shown {
    private static final int LENGTH_MAX = 200;

    private Shown() {}

    static String of(String text) {
        String start = text.length() > LENGTH_MAX ? text.substring(0, LENGTH_MAX) + "..." : text;
        return start.replaceAll("[^ -~]", "?");
    }
}
