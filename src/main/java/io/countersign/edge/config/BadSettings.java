package io.countersign.edge.config;

import java.util.List;

/// The settings are wrong. Every mistake is told, one line each, with where the value came from.
public final class BadSettings extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> mistakes;

    BadSettings(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /// One sentence each.
    public List<String> mistakes() {
        return mistakes;
    }
}
