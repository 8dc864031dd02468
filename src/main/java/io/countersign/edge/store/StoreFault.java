package io.countersign.edge.store;

/// An open store failed: the disk is full, say. What was asked for did not happen.
public final class StoreFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreFault(String message) {
        super(message);
    }

    public StoreFault(String message, Throwable cause) {
        super(message, cause);
    }
}
