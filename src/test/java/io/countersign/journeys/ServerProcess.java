package io.countersign.journeys;

import io.countersign.RunningServer;
import io.countersign.ServerAddress;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The server as a process of its own, as an operator starts it: to be killed, and to be asked to stop.
final class ServerProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile(
            "ready: devices https://\\S+:(\\d+)  api https://\\S+:(\\d+)  management http://\\S+:(\\d+)");
    private static final int PATIENCE_SECONDS = 30;

    /// What the program believes that it was started by.
    static final String LAUNCHER = "some where/bin/countersign";

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private int devicePort;
    private int apiPort;

    /// Where a process answers.
    record Address(Path folder, int devicePort, int apiPort) implements ServerAddress {
        /// Where its API answers, for who needs no more.
        Address(Path folder, int apiPort) {
            this(folder, 0, apiPort);
        }
    }

    private ServerProcess(Process process) {
        this.process = process;
    }

    /// Starts `countersign serve` on free ports and waits for its ready line, or for its end.
    static ServerProcess serve(Path data, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("serve", "--data", data.toString(), "--bind", "127.0.0.1"));
        command.addAll(List.of(arguments));
        ServerProcess server = run(command);
        server.awaitReady();
        return server;
    }

    /// Starts `countersign` with these arguments; servers listen on free ports.
    static ServerProcess run(List<String> arguments) throws IOException {
        return run(arguments, System.getProperty("java.class.path"));
    }

    /// The same as on a machine where no native part loads: neither BoringSSL nor the native crypto provider.
    static ServerProcess runWithoutNatives(List<String> arguments) throws IOException {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> !jar.matches(".*(AmazonCorrettoCryptoProvider|tcnative-boringssl|native-epoll).*"))
                .collect(Collectors.joining(File.pathSeparator));
        return run(arguments, classPath);
    }

    private static ServerProcess run(List<String> arguments, String classPath) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dcountersign.log.level=WARN",
                "-Dcountersign.command=" + LAUNCHER,
                "-cp",
                classPath,
                "io.countersign.Main"));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "COUNTERSIGN_ADMIN_PASSWORD",
                        RunningServer.ADMIN_PASSWORD,
                        "COUNTERSIGN_DEVICE_PORT",
                        "0",
                        "COUNTERSIGN_API_PORT",
                        "0",
                        "COUNTERSIGN_MANAGEMENT_PORT",
                        "0"));
        return new ServerProcess(builder.start());
    }

    /// Reads what it prints until it ends.
    List<String> awaitEnd() throws IOException {
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.add(line);
        }
        return output;
    }

    /// Reads what it prints up to a line that holds this, or to its end.
    List<String> awaitLine(String part) throws IOException {
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.add(line);
            if (line.contains(part)) {
                break;
            }
        }
        return output;
    }

    private void awaitReady() throws IOException {
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.add(line);
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                devicePort = Integer.parseInt(ready.group(1));
                apiPort = Integer.parseInt(ready.group(2));
                return;
            }
        }
    }

    int apiPort() {
        return apiPort;
    }

    /// @param data the folder that it was started over
    ServerAddress address(Path data) {
        return new Address(data, devicePort, apiPort);
    }

    /// What it has printed so far.
    List<String> output() {
        return output;
    }

    /// `kill -9`.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        exitCode();
    }

    /// SIGTERM.
    void terminate() {
        process.destroy();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("the server did not end in " + PATIENCE_SECONDS + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
