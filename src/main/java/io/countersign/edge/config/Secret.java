package io.countersign.edge.config;

/// A text that must not show up in logs, errors or dumps: it never prints itself.
public record Secret(String value) {
    /// @throws IllegalArgumentException if it is empty
    public Secret {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("a secret is not empty");
        }
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
