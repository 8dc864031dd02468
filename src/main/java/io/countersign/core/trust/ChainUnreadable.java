package io.countersign.core.trust;

/// The certificates that a client sent cannot be read; the message tells why, for the client.
public final class ChainUnreadable extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message one sentence
    public ChainUnreadable(String message) {
        super(message, null, false, false);
    }
}
