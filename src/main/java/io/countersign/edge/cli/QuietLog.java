package io.countersign.edge.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the log lines of requests out of what the demo shows, until it is closed.
final class QuietLog implements AutoCloseable {
    private final Logger root;
    private final Level before;

    private QuietLog(Logger root) {
        this.root = root;
        this.before = root.getLevel();
        root.setLevel(Level.WARN);
    }

    static QuietLog begin() {
        return new QuietLog((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME));
    }

    @Override
    public void close() {
        root.setLevel(before);
    }
}
