package io.countersign.bench;

import io.countersign.bench.Load.Tls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Runs the release archive's program once on what it does for years, so that the JVM keeps what it learned: which
/// classes are loaded, and which methods are hot.
///
/// The demo has the administrators' part: tenants, certificates, options, devices over the API. Devices do the rest.
final class Training {
    private static final int PASSES = 6;
    private static final int KEPT = 4_000;

    private final Processes processes;
    private final LoadProgram program;
    private final Progress progress;

    Training(Processes processes, LoadProgram program, Progress progress) {
        this.processes = processes;
        this.program = program;
        this.progress = progress;
    }

    /// @param cache the file that the JVM writes when it ends
    void run(Path launcher, Fleet fleet, Path cache) throws IOException, InterruptedException {
        var way = new CountersignServer.Way(launcher, "demo", "-XX:AOTCacheOutput=" + cache);
        try (var server = CountersignServer.start(processes, way, fleet)) {
            long pass = 2L * fleet.size().due();
            for (Tls tls : Tls.values()) {
                for (int i = 0; i < PASSES; i++) {
                    good(server, Load.full(tls, fleet.due(), pass));
                }
                good(server, Load.resume(tls, fleet.due(), (int) pass, pass));
                good(server, Load.keepalive(tls, fleet.due(), KEPT));
            }
            server.counters();
            progress.say("writing the cache");
            server.end();
        }
        if (!Files.isRegularFile(cache)) {
            throw new IllegalStateException("the JVM wrote no cache " + cache);
        }
    }

    private void good(CountersignServer server, Load load) throws IOException, InterruptedException {
        progress.say("training: " + load.shape() + ", " + load.tls());
        program.run(server, load).clean("training", load.requests());
    }
}
