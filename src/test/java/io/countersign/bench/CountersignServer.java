package io.countersign.bench;

import io.countersign.edge.pem.PemFiles;
import io.countersign.edge.pem.UnusableFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `countersign serve` with everything on, as an operator starts it: the release jar, a line in the log per request.
final class CountersignServer implements Target, AutoCloseable {
    private static final Pattern READY = Pattern.compile(
            "devices https://[^ ,]+:(\\d+).*https://[^ ,]+:(\\d+).*(?:management|metrics) http://\\S+:(\\d+)");
    private static final Pattern TOTAL = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)", Pattern.MULTILINE);

    /// What the demo says when its own part is over and it goes on serving.
    private static final String DEMO_HELD = "Every step held.";

    private static final int END_SECONDS = 180;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Processes processes;
    private final Process process;
    private final Path log;
    private final int devicePort;
    private final int apiPort;
    private final int managementPort;
    private final Duration started;
    private final String adminPassword;
    private final X509Certificate root;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private CountersignServer(Processes processes, Process process, Path log, Ready ready, Given given) {
        this.processes = processes;
        this.process = process;
        this.log = log;
        this.devicePort = ready.devicePort();
        this.apiPort = ready.apiPort();
        this.managementPort = ready.managementPort();
        this.started = ready.after();
        this.adminPassword = given.adminPassword();
        this.root = given.root();
    }

    private record Ready(int devicePort, int apiPort, int managementPort, Duration after) {}

    private record Given(String adminPassword, X509Certificate root) {}

    /// How it is started.
    ///
    /// @param launcher the script
    /// @param command `serve` or `demo`
    /// @param options more of the JVM, beside those that the caller of the benchmark gives
    record Way(Path launcher, String command, String options) {}

    /// Starts it on the data folder of the fleet and waits until it serves.
    ///
    /// @param program the folder of the program
    static CountersignServer start(Processes processes, Path program, Fleet fleet) throws IOException {
        return start(processes, new Way(program.resolve("countersign"), "serve", ""), fleet);
    }

    /// Starts it in that way on the data folder of the fleet and waits until it serves, and a demo has held.
    static CountersignServer start(Processes processes, Way way, Fleet fleet) throws IOException {
        Path log = fleet.folder().resolve("countersign.log");
        var builder = new ProcessBuilder(command(way, fleet)).redirectError(log.toFile());
        var given = new Given(UUID.randomUUID().toString(), rootOf(fleet));
        builder.environment().put("COUNTERSIGN_ADMIN_PASSWORD", given.adminPassword());
        builder.environment().merge("COUNTERSIGN_JAVA_OPTS", way.options(), (callers, ours) -> callers + " " + ours);
        long before = System.nanoTime();
        Process process = processes.start(builder);
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                awaitDemo(way, lines);
                return new CountersignServer(
                        processes,
                        process,
                        log,
                        new Ready(
                                Integer.parseInt(ready.group(1)),
                                Integer.parseInt(ready.group(2)),
                                Integer.parseInt(ready.group(3)),
                                Duration.ofNanos(System.nanoTime() - before)),
                        given);
            }
        }
        processes.stop(process);
        throw new IllegalStateException("Countersign did not start; its log is " + log);
    }

    private static X509Certificate rootOf(Fleet fleet) throws IOException {
        try {
            return PemFiles.certificates(fleet.server().resolve("one-root.pem")).getFirst();
        } catch (UnusableFile missing) {
            throw new IOException(missing);
        }
    }

    private static void awaitDemo(Way way, BufferedReader lines) throws IOException {
        if (way.command().equals("demo")) {
            String line = lines.readLine();
            while (line != null && !line.contains(DEMO_HELD)) {
                line = lines.readLine();
            }
        }
    }

    private static List<String> command(Way way, Fleet fleet) {
        return List.of(
                way.launcher().toString(),
                way.command(),
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

    int apiPort() {
        return apiPort;
    }

    /// The password of `management/admin`, if this was the first start on its data folder.
    String adminPassword() {
        return adminPassword;
    }

    /// Who issued its certificate.
    X509Certificate root() {
        return root;
    }

    /// How many bytes the objects take that are in use, after a garbage collection.
    long liveHeapBytes() throws IOException {
        String histogram = Processes.output(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram");
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException("jcmd does not tell how large the heap is: " + histogram);
        }
        return Long.parseLong(total.group(1));
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

    /// Asks it to end and waits for it, longer than [#close] does: a JVM that was trained writes its cache last.
    void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Countersign did not end; its log is " + log);
        }
    }

    @Override
    public void close() {
        processes.stop(process);
        http.close();
    }
}
