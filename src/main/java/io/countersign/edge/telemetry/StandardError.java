package io.countersign.edge.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;

/// The log on standard error. What goes well is written a moment later, so that no request waits for it; warnings and
/// errors at once; and from when the process ends on, everything at once.
public final class StandardError extends OutputStreamAppender<ILoggingEvent> {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final WrittenBehind stream = new WrittenBehind(new FileOutputStream(FileDescriptor.err), PAUSE);

    @Override
    public void start() {
        setImmediateFlush(false);
        setOutputStream(stream);
        Runtime.getRuntime().addShutdownHook(new Thread(this::writeThrough, "log-end"));
        super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
        super.append(event);
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            try {
                stream.flush();
            } catch (IOException broken) {
                addError("standard error takes no log", broken);
            }
        }
    }

    /// Without the lock of the class above: the stream has its own.
    @Override
    protected void writeOut(ILoggingEvent event) throws IOException {
        stream.write(getEncoder().encode(event));
    }

    private void writeThrough() {
        try {
            stream.writeThrough();
        } catch (IOException broken) {
            addError("standard error takes no log", broken);
        }
    }
}
