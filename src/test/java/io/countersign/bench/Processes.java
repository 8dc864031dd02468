package io.countersign.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Every process that a benchmark starts, so that all of them are gone when it ends, however it ends.
final class Processes {
    private static final int PATIENCE_SECONDS = 20;

    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    Processes() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAll, "stop what was started"));
    }

    Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        running.add(process);
        return process;
    }

    /// Runs a program to its end.
    ///
    /// @return what it wrote
    static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /// It has ended by itself.
    void ended(Process process) {
        running.remove(process);
    }

    /// Asks it to end, and makes it end if it does not.
    void stop(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroyForcibly);
        running.remove(process);
    }

    private void stopAll() {
        List.copyOf(running).forEach(this::stop);
    }
}
