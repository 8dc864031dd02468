package io.countersign.edge.store;

/// The store cannot be opened. The message is one sentence for the person who starts the server.
public final class StoreUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// @param sentence what is wrong and, where we know, what to do
    public StoreUnusable(String sentence) {
        super(sentence);
    }

    /// @param sentence what is wrong and, where we know, what to do
    public StoreUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
