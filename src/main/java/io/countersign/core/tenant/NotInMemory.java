package io.countersign.core.tenant;

/// A fact is not in memory, and the thread that asks for it may not wait for the disk.
///
/// Thrown by stores before they have changed anything. Whoever runs a request on an event loop catches it and runs the
/// same request again on a thread that may wait.
public final class NotInMemory extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The only one: it carries nothing, so it costs nothing.
    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no stack trace that could mislead
    public static final NotInMemory SIGNAL = new NotInMemory();

    private NotInMemory() {
        super("not in memory", null, false, false);
    }
}
