package io.countersign.bench;

import io.countersign.bench.HttpsCaller.Reply;
import io.countersign.testing.Pem;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What a revocation list of a million certificates costs: uploaded, looked into, read at a start, and deleted, while
/// devices fetch tokens, half of them of the tenant whose list it is.
final class ListUpload implements AutoCloseable {
    private static final int ENTRIES = 1_000_000;
    private static final int FEWER_ENTRIES = 100_000;
    private static final int SECONDS = 90;
    private static final int QUICK_SECONDS = 30;
    private static final int AFTER_EFFECT_MICROS = 1_000_000;
    private static final double MIB = 1024 * 1024;

    private final Plan plan;
    private final Progress progress;
    private final LoadProgram program;
    private final Fleet fleet;
    private final Starts starts;
    private final HttpsCaller caller;
    private final Path devices;
    private CountersignServer server;

    /// Starts a server on the data folder of the fleet.
    @FunctionalInterface
    interface Starts {
        CountersignServer start() throws IOException;
    }

    ListUpload(Plan plan, Progress progress, LoadProgram program, Fleet fleet, Starts starts) throws IOException {
        this.plan = plan;
        this.progress = progress;
        this.program = program;
        this.fleet = fleet;
        this.starts = starts;
        this.devices = fleet.folder().resolve("both");
        this.server = starts.start();
        this.caller = HttpsCaller.of(server.root());
    }

    /// A run of load, and when in it something was done, in microseconds since 1970.
    private record Watched(Operations operations, long began, long ended, Reply reply) {
        Operations before() {
            return operations.between(0, began);
        }

        /// While it was done and for a second thereafter.
        Operations during() {
            return operations.between(began, ended + AFTER_EFFECT_MICROS);
        }

        Operations after() {
            return operations.between(ended + AFTER_EFFECT_MICROS, Long.MAX_VALUE);
        }

        double seconds() {
            return (ended - began) / 1e6;
        }
    }

    /// @return the table
    String run() throws IOException, InterruptedException {
        NewTenant.Operator operator = NewTenant.Operator.of(server, caller);
        NewTenant owner = NewTenant.found("listing", operator);
        TestDevice lost = owner.root().device("lost");
        int pass = writeDevices(owner);
        LongList list = LongList.of(owner.root(), ENTRIES, lost.certificate().getSerialNumber(), Instant.now());
        LongList.Cost cost = list.cost(owner.root().certificate().getSubjectX500Principal());
        progress.say("a list of %,d bytes; its entries take %,d in memory, a look-up %.0f ns"
                .formatted(list.der().length, cost.bytes(), cost.nanos()));

        Path file = Files.write(fleet.folder().resolve("list.crl"), list.der());
        var curl = new Curl(fleet.server().resolve("one-root.pem"));
        restart();
        Memory atStart = new Memory(server.liveHeapBytes(), rssMib());
        long startMillis = server.started().toMillis();
        NewTenant.Operator again = operator.on(server);
        useApi(owner, NewTenant.found("another", again), again);
        useLists(owner, again, pass);
        SteadyLoad load = SteadyLoad.warm(program, server, devices, pass, plan.warmUp());
        requireReason(lost, "");
        Memory before = new Memory(server.liveHeapBytes(), rssMib());
        Watched upload = watch(load, () -> owner.uploadTo(again, file, curl));
        requireReason(lost, "revoked");
        Memory after = new Memory(server.liveHeapBytes(), rssMib());
        progress.say(line("upload", upload));

        restart();
        long restartMillis = server.started().toMillis();
        requireReason(lost, "revoked");
        NewTenant.Operator then = operator.on(server);
        useApi(owner, NewTenant.found("a-third", then), then);
        SteadyLoad.warm(program, server, devices, pass, plan.warmUp());
        String id = upload.reply().json().path("id").asString("");
        Watched deletion = watch(load.on(server), () -> owner.deleteList(id, then));
        requireReason(lost, "");
        progress.say(line("deletion", deletion));
        return table(new Outcome(
                list, cost, load.perSecond(), atStart, before, after, startMillis, restartMillis, upload, deletion));
    }

    /// Half of the fleet, and as many devices of the tenant with the list, in turn.
    ///
    /// @return how many files that are
    private int writeDevices(NewTenant owner) throws IOException {
        Files.createDirectories(devices);
        int number = 0;
        try (Stream<Path> files = Files.list(fleet.due())) {
            List<Path> first = files.sorted().limit(plan.devices()).toList();
            for (Path file : first) {
                String name = "%06d".formatted(number++);
                Files.copy(file, devices.resolve(name + "-other.pem"));
                TestDevice device = owner.root().device("listing-" + name);
                Files.writeString(devices.resolve(name + "-own.pem"), Pem.of(device.certificate()) + device.keyPem());
            }
        }
        return 2 * number;
    }

    /// What is measured is a long list on a server that has read lists before, not the first call of the API after a
    /// start, nor a password that is looked at for the first time: that takes a tenth of a second on purpose.
    private static void useApi(NewTenant owner, NewTenant other, NewTenant.Operator operator) {
        byte[] list = LongList.of(other.root(), FEWER_ENTRIES, BigInteger.ONE, Instant.now())
                .der();
        other.uploadTo(operator, list).good("uploading a shorter list");
        owner.lists(operator).good("asking for lists");
    }

    /// Nor is it the first chain of the process that is held against a list.
    private void useLists(NewTenant owner, NewTenant.Operator operator, int pass)
            throws IOException, InterruptedException {
        byte[] list = LongList.of(owner.root(), FEWER_ENTRIES, BigInteger.ONE, Instant.now())
                .der();
        String id = owner.uploadTo(operator, list)
                .good("uploading a shorter list")
                .json()
                .path("id")
                .asString("");
        SteadyLoad.warm(program, server, devices, pass, plan.warmUp());
        owner.deleteList(id, operator).good("deleting the shorter list");
    }

    private void restart() throws IOException {
        server.close();
        server = starts.start();
    }

    private double rssMib() throws IOException {
        return ProcessFigures.of(server.pids().getFirst()).rssMib();
    }

    private void requireReason(TestDevice device, String reason) {
        try (HttpsCaller asking = HttpsCaller.of(server.root(), device)) {
            Reply reply = asking.askForToken(server.port());
            if (!reply.reason().equals(reason)) {
                throw new IllegalStateException("a device was answered with " + reply.status() + " " + reply.reason());
            }
        }
    }

    private Watched watch(SteadyLoad load, Supplier<Reply> action) throws IOException, InterruptedException {
        int seconds = plan.quick() ? QUICK_SECONDS : SECONDS;
        Path lines = fleet.folder().resolve("operations.txt");
        LoadProgram.Running running = program.start(server, load.lasting(seconds), lines);
        if (running.process().waitFor(seconds / 3, TimeUnit.SECONDS)) {
            running.result();
            throw new IllegalStateException("the load ended too soon");
        }
        long began = now();
        Reply reply = action.get();
        long ended = now();
        LoadResult result = running.result();
        reply.good("what was done under load");
        long asked = result.answers().good() + result.answers().bad();
        result.clean("load", asked);
        return new Watched(Operations.read(lines), began, ended, reply);
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    private static String line(String what, Watched watched) {
        return "%s: %.2f s, p99 of tokens %.1f ms before, %.1f ms during, %.1f ms after"
                .formatted(
                        what,
                        watched.seconds(),
                        watched.before().timings().millis(0.99),
                        watched.during().timings().millis(0.99),
                        watched.after().timings().millis(0.99));
    }

    /// @param live bytes of the objects that are in use
    private record Memory(long live, double rssMib) {}

    private record Outcome(
            LongList list,
            LongList.Cost cost,
            int perSecond,
            Memory atStart,
            Memory before,
            Memory after,
            long startMillis,
            long restartMillis,
            Watched upload,
            Watched deletion) {}

    private static String table(Outcome outcome) {
        Watched upload = outcome.upload();
        Watched deletion = outcome.deletion();
        return "| a list of %,d certificates, %.0f MB | |\n| --- | --- |\n"
                        .formatted(outcome.list().size(), outcome.list().der().length / 1e6)
                + row(
                        "its entries in memory, MiB (asked: under 64)",
                        "%.1f",
                        outcome.cost().bytes() / MIB)
                + row(
                        "a look-up, ns (asked: under 1,000)",
                        "%.0f",
                        outcome.cost().nanos())
                + row("upload, from its first byte to its answer, s", "%.2f", upload.seconds())
                + row("tokens before it: p50 / p99 / max, ms", upload.before())
                + row("during it and a second more (asked: p99 at most doubled)", upload.during())
                + row(
                        "of that the worst second: p99, ms",
                        "%.1f",
                        upload.during().worstSecond())
                + row("after it", upload.after())
                + row("live objects / memory of the process after a start, MiB", outcome.atStart())
                + row("warm, before the upload", outcome.before())
                + row("after it", outcome.after())
                + row("start without the list, ms", "%.0f", (double) outcome.startMillis())
                + row("start with it, ms", "%.0f", (double) outcome.restartMillis())
                + row("deletion, s", "%.2f", deletion.seconds())
                + row("tokens before it: p50 / p99 / max, ms", deletion.before())
                + row("during it and a second more", deletion.during())
                + row("after it", deletion.after())
                + """

                %d tokens a second meanwhile, each with a whole handshake, half of them for devices of the tenant \
                whose list it is; none failed.
                """.formatted(outcome.perSecond());
    }

    private static String row(String title, String format, double value) {
        return "| " + title + " | " + Report.number(format, value) + " |\n";
    }

    private static String row(String title, Operations operations) {
        return "| " + title + " | " + operations.timings().text() + " |\n";
    }

    private static String row(String title, Memory memory) {
        return "| " + title + " | " + Report.number("%.0f", memory.live() / MIB) + " / "
                + Report.number("%.0f", memory.rssMib()) + " |\n";
    }

    @Override
    public void close() {
        caller.close();
        server.close();
    }
}
