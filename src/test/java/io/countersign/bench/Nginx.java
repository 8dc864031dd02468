package io.countersign.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The reference: nginx with mutual TLS and a fixed answer (`bench/nginx.conf`).
final class Nginx implements Target, AutoCloseable {
    private static final int TRIES = 200;
    private static final int TRY_EVERY_MILLIS = 50;
    private static final int ANSWER_BYTES = 300;

    private final Processes processes;
    private final Process process;
    private final int port;
    private final int workers;

    private Nginx(Processes processes, Process process, int port, int workers) {
        this.processes = processes;
        this.process = process;
        this.port = port;
        this.workers = workers;
    }

    /// Starts it with the server certificate and the roots of the fleet, and waits until it serves.
    ///
    /// @param program the folder of the program
    static Nginx start(Processes processes, Path program, Fleet fleet) throws IOException, InterruptedException {
        Path prefix = fleet.folder().resolve("nginx");
        Files.createDirectories(prefix);
        int port = freePort();
        int workers = Runtime.getRuntime().availableProcessors();
        Path configuration = prefix.resolve("nginx.conf");
        Files.writeString(
                configuration,
                Files.readString(program.resolve("bench/nginx.conf"))
                        .replace("@WORKERS@", Integer.toString(workers))
                        .replace("@PORT@", Integer.toString(port))
                        .replace("@SERVER@", fleet.server().toString())
                        .replace("@ANSWER@", answer()));
        Path log = prefix.resolve("error.log");
        Process process = processes.start(new ProcessBuilder(
                        "nginx", "-p", prefix.toString(), "-c", configuration.toString(), "-e", log.toString())
                .redirectErrorStream(true)
                .redirectOutput(prefix.resolve("output.log").toFile()));
        var nginx = new Nginx(processes, process, port, workers);
        nginx.awaitReady(log);
        return nginx;
    }

    /// As long as an answer with a token of 280 characters.
    private static String answer() {
        String frame = "{\"accessToken\":\"\"}";
        return "{\"accessToken\":\"" + "e".repeat(ANSWER_BYTES - frame.length()) + "\"}";
    }

    private static int freePort() throws IOException {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private void awaitReady(Path log) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            if (process.waitFor(TRY_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nginx did not start; its log is " + log);
            }
            if (process.descendants().count() >= workers && isListening()) {
                return;
            }
        }
        processes.stop(process);
        throw new IllegalStateException("nginx does not listen; its log is " + log);
    }

    private boolean isListening() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TRY_EVERY_MILLIS);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public String name() {
        return "nginx";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public List<Long> pids() {
        var pids = new ArrayList<Long>(List.of(process.pid()));
        process.descendants().map(ProcessHandle::pid).forEach(pids::add);
        return pids;
    }

    @Override
    public void close() {
        processes.stop(process);
    }
}
