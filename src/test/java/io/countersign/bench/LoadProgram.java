package io.countersign.bench;

import io.countersign.bench.Load.Pace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// `mtlsload`, from `bench/loadgen`.
final class LoadProgram {
    private static final String PATH = "/devicecontrol/deviceAccessToken";
    private static final int OPERATION_MILLIS_MAX = 10_000;
    private static final int HELLO_MILLIS_MAX = 2_000;
    private static final int SOURCE_ADDRESSES = 8;
    private static final int FIRST_ADDRESS_OF_STRANGERS = 101;
    private static final int EXIT_USAGE = 1;

    private final Processes processes;
    private final Path program;

    LoadProgram(Processes processes, Path program) {
        this.processes = processes;
        this.program = program;
    }

    /// Runs it to its end.
    LoadResult run(Target target, Load load) throws IOException, InterruptedException {
        return start(target, load).result();
    }

    /// Starts it.
    Running start(Target target, Load load) throws IOException {
        return start(command(target, load));
    }

    /// Starts it, and has it write down each operation.
    ///
    /// @param each the file for them: see [Operations]
    Running start(Target target, Load load, Path each) throws IOException {
        List<String> command = command(target, load);
        add(command, "-y", each);
        return start(command);
    }

    private Running start(List<String> command) throws IOException {
        Path complaints = Files.createTempFile("mtlsload", ".err");
        Process process = processes.start(new ProcessBuilder(command).redirectError(complaints.toFile()));
        return new Running(process, complaints);
    }

    /// A run that may not have ended yet.
    final class Running {
        private final Process process;
        private final Path complaints;

        private Running(Process process, Path complaints) {
            this.process = process;
            this.complaints = complaints;
        }

        Process process() {
            return process;
        }

        /// Waits for its end.
        LoadResult result() throws IOException, InterruptedException {
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            processes.ended(process);
            String complaint = Files.readString(complaints).strip();
            Files.delete(complaints);
            if (exit == EXIT_USAGE || answer.isBlank()) {
                throw new IllegalStateException("mtlsload ended with " + exit + ": " + complaint);
            }
            return LoadResult.parse(answer, complaint);
        }
    }

    private List<String> command(Target target, Load load) {
        var command = new ArrayList<String>(List.of(program.toString(), "-j"));
        add(command, "-D", load.devices());
        add(command, "-a", "127.0.0.1:" + target.port());
        add(command, "-m", load.shape().argument());
        add(command, "-t", load.tls().number());
        add(command, "-g", "X25519:P-256"); // the first is what is agreed on; the second is the certificates'
        add(command, "-q", "ECDHE-ECDSA-AES256-GCM-SHA384"); // what TLS 1.3 comes to by itself: AES-256-GCM
        add(command, "-c", load.slots());
        add(command, "-u", load.use());
        add(command, "-n", load.requests());
        add(command, "-P", PATH);
        add(command, "-e", "accessToken");
        add(command, "-p", target.pids().stream().map(String::valueOf).collect(Collectors.joining(",")));
        add(command, "-T", load.shape() == Load.Shape.HELLO ? HELLO_MILLIS_MAX : OPERATION_MILLIS_MAX);
        if (load.takesTurns()) {
            command.add("-x");
        }
        if (load.shape() == Load.Shape.HELLO) {
            add(command, "-F", FIRST_ADDRESS_OF_STRANGERS); // no device got a token there
        }
        Pace pace = load.pace();
        add(command, "-d", pace.secondsMax());
        if (pace.perSecond() > 0) {
            add(command, "-r", pace.perSecond());
            add(command, "-S", SOURCE_ADDRESSES); // ports of one address do not last for so many connections
        } else {
            add(command, "-W", load.warmUp());
        }
        return command;
    }

    private static void add(List<String> command, String option, Object value) {
        command.add(option);
        command.add(value.toString());
    }
}
