package io.countersign.edge.keys;

/// The master key cannot be had; the message is one sentence for the operator.
public final class KeyUnusable extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    KeyUnusable(String sentence) {
        super(sentence);
    }

    KeyUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
