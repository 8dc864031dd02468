package io.countersign.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `countersign serve` with everything on, as an operator starts it: the release jar, a line in the log per request.
final class CountersignServer implements Target, AutoCloseable {
    private static final Pattern READY =
            Pattern.compile("ready: devices https://\\S+:(\\d+) .* management http://\\S+:(\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Processes processes;
    private final Process process;
    private final Path log;
    private final int devicePort;
    private final int managementPort;
    private final Duration started;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private CountersignServer(Processes processes, Process process, Path log, Ready ready) {
        this.processes = processes;
        this.process = process;
        this.log = log;
        this.devicePort = ready.devicePort();
        this.managementPort = ready.managementPort();
        this.started = ready.after();
    }

    private record Ready(int devicePort, int managementPort, Duration after) {}

    /// Starts it on the data folder of the fleet and waits until it serves.
    ///
    /// @param program the folder of the program
    static CountersignServer start(Processes processes, Path program, Fleet fleet) throws IOException {
        Path log = fleet.folder().resolve("countersign.log");
        var builder = new ProcessBuilder(command(program, fleet)).redirectError(log.toFile());
        builder.environment()
                .put("COUNTERSIGN_ADMIN_PASSWORD", UUID.randomUUID().toString());
        long before = System.nanoTime();
        Process process = processes.start(builder);
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                return new CountersignServer(
                        processes,
                        process,
                        log,
                        new Ready(
                                Integer.parseInt(ready.group(1)),
                                Integer.parseInt(ready.group(2)),
                                Duration.ofNanos(System.nanoTime() - before)));
            }
        }
        processes.stop(process);
        throw new IllegalStateException("Countersign did not start; its log is " + log);
    }

    private static List<String> command(Path program, Fleet fleet) {
        return List.of(
                program.resolve("countersign").toString(),
                "serve",
                "--data",
                fleet.data().toString(),
                "--bind",
                "127.0.0.1",
                "--device-port",
                "0",
                "--api-port",
                "0",
                "--management-port",
                "0",
                "--tls-certificate",
                fleet.server().resolve("server.pem").toString(),
                "--tls-key",
                fleet.server().resolve("server-key.pem").toString());
    }

    @Override
    public String name() {
        return "Countersign";
    }

    @Override
    public int port() {
        return devicePort;
    }

    @Override
    public List<Long> pids() {
        return List.of(process.pid());
    }

    /// From the start of the process to its ready line.
    Duration started() {
        return started;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// What it counts itself.
    Counters counters() {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/metrics"))
                .timeout(PATIENCE)
                .build();
        try {
            return Counters.parse(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException failure) {
            throw new IllegalStateException("Countersign does not tell its metrics; its log is " + log, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /// What its log says of the providers that do the cryptography.
    String providers() throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("serving with "))
                    .map(line -> line.substring(line.indexOf("serving with ") + "serving with ".length())
                            .strip())
                    .findFirst()
                    .orElse("unknown providers");
        }
    }

    @Override
    public void close() {
        processes.stop(process);
        http.close();
    }
}
