package io.countersign.bench;

import io.countersign.bench.Comparison.Case;
import io.countersign.bench.Comparison.Series;
import io.countersign.edge.tls.CryptoProviders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `make bench`, `make bench-growth`, `make bench-storm`, `make bench-revocation`, `make bench-start`, and the training
/// run of `make dist`.
final class Bench {
    private static final Fleet.Size TRAINED = new Fleet.Size(20, 300, 0, 0);

    private final Path program;
    private final Path work;
    private final boolean write;
    private final Plan plan;
    private final Progress progress;
    private final Processes processes = new Processes();

    private Bench(Path program, Map<String, String> given) {
        this.program = program;
        this.work = program.resolve("target/bench");
        this.write = !given.getOrDefault("WRITE", "").isEmpty();
        this.plan = Plan.of(given);
        this.progress = new Progress(System.out);
    }

    /// @param arguments what to do: `compare`, `growth`, `storm`, `revocation`, `long-list` (its second half), `start`
    ///     or `train`; the folder of the program
    public static void main(String[] arguments) throws InterruptedException {
        try {
            var bench = new Bench(Path.of(arguments[1]).toAbsolutePath().normalize(), System.getenv());
            CryptoProviders.installFastest(); // makes the certificates several times faster
            switch (arguments[0]) {
                case "compare" -> bench.compare();
                case "growth" -> bench.growth();
                case "storm" -> bench.storm();
                case "revocation" -> {
                    bench.revocation();
                    bench.longList();
                }
                case "long-list" -> bench.longList();
                case "start" -> bench.start();
                case "train" -> bench.train();
                default ->
                    throw new IllegalArgumentException(
                            "compare, growth, storm, revocation, long-list, start or train, not " + arguments[0]);
            }
            System.exit(0);
        } catch (IOException | IllegalStateException | IllegalArgumentException failure) {
            System.err.println("bench: " + failure.getMessage());
            System.exit(1);
        }
    }

    private LoadProgram loadProgram() {
        return new LoadProgram(processes, program.resolve("bench/loadgen/mtlsload"));
    }

    private Fleet fleet(String name, Fleet.Size size) throws IOException {
        Path folder = work.resolve(name);
        Folders.delete(folder);
        progress.say("making certificates and the data folder of %s: %s".formatted(name, size));
        Fleet fleet = Fleet.make(folder, size);
        DataFolder.fill(fleet, Instant.now());
        return fleet;
    }

    private void compare() throws IOException, InterruptedException {
        Machine machine = Machine.here(program);
        Fleet fleet = fleet("compare", plan.fleet());
        try (var countersign = CountersignServer.start(processes, program, fleet);
                var nginx = Nginx.start(processes, program, fleet)) {
            var comparison =
                    new Comparison(plan, fleet, loadProgram(), progress, new Comparison.Servers(countersign, nginx));
            var medians = new Medians(comparison.run());
            String peers = "%s, %s; Countersign on %s, %s"
                    .formatted(Machine.nginx(), handshake(medians), Machine.java(), countersign.providers());
            publish(
                    "comparison",
                    machine.describe(peers) + " " + method() + "\n\n" + new Report(medians).markdown()
                            + "\n![Countersign against nginx](performance.svg)\n");
            publishChart(chart(medians));
        }
        Folders.delete(fleet.folder());
    }

    private static String handshake(Medians medians) {
        return medians.rounds().getFirst().stream()
                .map(measured -> measured.result().handshakes())
                .map(it -> it.version() + " " + it.cipher() + " " + it.group())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private String method() {
        return """
                %d tenants, %d devices with two certificates in turn and %d with one, median of %d rounds after %d \
                requests of warm-up%s.""".formatted(
                        plan.tenants(),
                        plan.devices(),
                        plan.devices(),
                        plan.rounds(),
                        plan.warmUp(),
                        plan.quick() ? " (a quick run: good for trying the benchmark, not for its figures)" : "");
    }

    private static Chart chart(Medians medians) {
        List<Series> series = List.of(Series.NEW_TOKEN, Series.SAME_TOKEN);
        return new Chart(
                "CPU time of the server for an answer, nginx = 1 (without JIT compiler)",
                series.stream().map(Series::title).toList(),
                Case.ALL.stream()
                        .map(way -> new Chart.Group(
                                way.toString(),
                                series.stream()
                                        .map(it -> medians.ofRatio(
                                                way, it, result -> result.cost().microsWithoutJit()))
                                        .toList()))
                        .toList(),
                new Chart.Line(1, "nginx"));
    }

    private void growth() throws IOException, InterruptedException {
        Machine machine = Machine.here(program);
        var growth = new Growth(plan, loadProgram(), progress);
        for (Fleet.Size size : growth.sizes()) {
            Fleet fleet = fleet("growth-%d-%d".formatted(size.tenants(), size.due() + size.idle()), size);
            growth.add(fleet, CountersignServer.start(processes, program, fleet));
        }
        try (growth) {
            String table = growth.run();
            publish("growth", machine.describe("Countersign on " + Machine.java()) + "\n\n" + table);
        }
        growth.deleteFolders();
    }

    private void storm() throws IOException, InterruptedException {
        Machine machine = Machine.here(program);
        Fleet fleet = fleet("storm", new Fleet.Size(plan.tenants(), plan.devices(), 0, 0));
        try (var countersign = CountersignServer.start(processes, program, fleet)) {
            String table = new Storm(plan, fleet, loadProgram(), progress, countersign).run();
            publish("storm", machine.describe("Countersign on " + Machine.java()) + "\n\n" + table);
        }
        Folders.delete(fleet.folder());
    }

    private void revocation() throws IOException, InterruptedException {
        Machine machine = Machine.here(program);
        String where = machine.describe("Countersign on " + Machine.java()) + "\n\n";
        Fleet fleet = fleet("revocation", new Fleet.Size(plan.tenants(), plan.devices(), 0, 0));
        try (var countersign = CountersignServer.start(processes, program, fleet);
                var caller = HttpsCaller.of(countersign.root())) {
            var load = SteadyLoad.warm(loadProgram(), countersign, fleet.due(), 2L * plan.devices(), plan.warmUp());
            publish("revocation", where + new Revocation(plan, progress, countersign, caller).run(load));
        }
        Folders.delete(fleet.folder());
    }

    private void longList() throws IOException, InterruptedException {
        Machine machine = Machine.here(program);
        String where = machine.describe("Countersign on " + Machine.java()) + "\n\n";
        Fleet another = fleet("long-list", new Fleet.Size(plan.tenants(), plan.devices(), 0, 0));
        try (var upload = new ListUpload(
                plan, progress, loadProgram(), another, () -> CountersignServer.start(processes, program, another))) {
            publish("long-list", where + upload.run());
        }
        Folders.delete(another.folder());
    }

    private void start() throws IOException, InterruptedException {
        Machine machine = Machine.here(program);
        Fleet fleet = fleet("start", new Fleet.Size(plan.tenants(), plan.devices(), 0, 0));
        String table = new Start(plan, processes, loadProgram(), progress).run(release(), fleet);
        publish("start", machine.describe("the release archive of Countersign") + "\n\n" + table);
        Folders.delete(fleet.folder());
    }

    private void train() throws IOException, InterruptedException {
        Fleet fleet = fleet("train", TRAINED);
        new Training(processes, loadProgram(), progress)
                .run(release(), fleet, program.resolve("target/dist/countersign/countersign.aot"));
        Folders.delete(fleet.folder());
    }

    private Path release() {
        return program.resolve("target/dist/countersign/bin/countersign");
    }

    /// Into `target/bench` each time, into the documentation only when it was asked for.
    private void publish(String name, String text) throws IOException {
        Path file = work.resolve(name + ".md");
        Files.writeString(file, text);
        System.out.println("\n" + text + "\nwritten to " + file);
        if (write) {
            Path page = program.resolve("docs/performance.md");
            Files.writeString(
                    page,
                    new MarkedText(Files.readString(page)).with(name, text).text());
        }
    }

    private void publishChart(Chart chart) throws IOException {
        Files.writeString(work.resolve("performance.svg"), chart.svg());
        if (write) {
            Files.writeString(program.resolve("docs/performance.svg"), chart.svg());
        }
    }
}
