package io.countersign.edge.cli;

/// The server cannot start. The message is one sentence for the operator.
public final class CannotStart extends Exception {
    private static final long serialVersionUID = 1L;

    public CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
