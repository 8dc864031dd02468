package io.countersign.bench;

/// A text with parts that a program writes: each between two lines `<!-- name: begin -->` and `<!-- name: end -->`.
record MarkedText(String text) {
    /// The same with another part of this name.
    ///
    /// @throws IllegalArgumentException if there is not exactly one such part
    MarkedText with(String name, String part) {
        String begin = "<!-- " + name + ": begin -->\n";
        String end = "<!-- " + name + ": end -->\n";
        int from = text.indexOf(begin);
        int until = text.indexOf(end);
        if (from < 0 || until < from || text.lastIndexOf(begin) != from || text.lastIndexOf(end) != until) {
            throw new IllegalArgumentException("there is not one part named " + name);
        }
        return new MarkedText(
                text.substring(0, from + begin.length()) + "\n" + part.strip() + "\n\n" + text.substring(until));
    }
}
