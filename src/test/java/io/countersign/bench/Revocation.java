package io.countersign.bench;

import io.countersign.bench.HttpsCaller.Reply;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// How long it takes from the moment when taking a device's access away was answered to the moment when the device is
/// refused: with its certificate, and with the token that it got before. Other devices go on fetching tokens meanwhile.
///
/// Each device asks with both at once, again and again until it is refused, half of them on the connection that they
/// had, the others on a new one. It fails if a device is served later on, or if one is refused that was not meant.
final class Revocation {
    private static final int BY_HAND = 1_000;
    private static final int OTHERWISE = 50;
    private static final int QUICK_PART = 10;
    private static final int TENANTS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MICRO_NANOS = 1_000;

    private final Plan plan;
    private final Progress progress;
    private final CountersignServer server;
    private final HttpsCaller caller;
    private final NewTenant.Operator operator;
    private final List<Taken> taken = new ArrayList<>();
    private final Map<Way, Found> found = new EnumMap<>(Way.class);
    private int tenantsMade;

    /// @param caller has no certificate
    Revocation(Plan plan, Progress progress, CountersignServer server, HttpsCaller caller) {
        this.plan = plan;
        this.progress = progress;
        this.server = server;
        this.caller = caller;
        this.operator = NewTenant.Operator.of(server, caller);
    }

    /// A device whose access was taken away, and its last token.
    private record Taken(Way way, TestDevice device, String token) {}

    /// What was measured of one way, in microseconds.
    private record Found(List<Long> byCertificate, List<Long> byToken) {}

    /// A device that nobody means.
    private record Bystander(HttpsCaller device, String token) {}

    /// @param load what other devices do meanwhile
    /// @return the table
    String run(SteadyLoad load) throws IOException, InterruptedException {
        try (SteadyLoad.Running running = load.start();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Way way : Way.values()) {
                measure(way, threads);
            }
            taken.forEach(this::requireRefused);
            long served = running.end();
            progress.say("all %d are refused still; %d other requests were served".formatted(taken.size(), served));
            return table(load.perSecond(), served);
        }
    }

    private void measure(Way way, ExecutorService threads) throws InterruptedException {
        int times = (way == Way.BY_HAND ? BY_HAND : OTHERWISE) / (plan.quick() ? QUICK_PART : 1);
        int tenants = way.strikesAll() ? times : way == Way.BY_HAND ? TENANTS : 1;
        List<NewTenant> owners = new ArrayList<>();
        for (int i = 0; i < tenants; i++) {
            owners.add(NewTenant.found("bench-" + tenantsMade++, operator));
        }
        NewTenant other = way.strikesAll() ? NewTenant.found("bench-" + tenantsMade++, operator) : owners.getFirst();
        TestDevice card = other.root().device("bystander");
        try (HttpsCaller device = HttpsCaller.of(server.root(), card)) {
            var bystander = new Bystander(device, token(device));
            for (int i = 0; i < times; i++) {
                takeAway(way, owners.get(i % tenants), "device-" + i, i % 2 == 0, threads);
                requireServed(bystander);
            }
        }
        progress.say("%s, p50 / p99 / max in ms: %s with the certificate, %s with the token"
                .formatted(way.title(), byCertificate(way), byToken(way)));
    }

    private String token(HttpsCaller device) {
        return device.askForToken(server.port())
                .good("a device's request")
                .json()
                .path("accessToken")
                .asString("");
    }

    private void takeAway(Way way, NewTenant owner, String name, boolean staysConnected, ExecutorService threads)
            throws InterruptedException {
        TestDevice card = owner.root().device(name);
        try (HttpsCaller before = HttpsCaller.of(server.root(), card);
                HttpsCaller anew = HttpsCaller.of(server.root(), card)) {
            String token = token(before);
            api(token).good("an API call");
            HttpsCaller device = staysConnected ? before : anew;
            owner.take(way, name, card, token);
            long answered = System.nanoTime();
            Future<Long> byToken = threads.submit(() -> untilRefused(answered, way.reasonOfToken(), () -> api(token)));
            if (!way.reasonOfCertificate().isEmpty()) {
                found(way)
                        .byCertificate()
                        .add(untilRefused(
                                answered, way.reasonOfCertificate(), () -> device.askForToken(server.port())));
            }
            found(way).byToken().add(byToken.get());
            taken.add(new Taken(way, card, token));
        } catch (ExecutionException failure) {
            throw new IllegalStateException(String.valueOf(failure.getCause()), failure);
        }
    }

    private Found found(Way way) {
        return found.computeIfAbsent(way, _ -> new Found(new ArrayList<>(), new ArrayList<>()));
    }

    private Reply api(String token) {
        return caller.get(server.apiPort(), "/user/currentUser", "Bearer " + token);
    }

    private static long untilRefused(long since, String reason, Supplier<Reply> request) {
        while (true) {
            Reply reply = request.get();
            long nanos = System.nanoTime() - since;
            if (reply.reason().equals(reason)) {
                return nanos / MICRO_NANOS;
            }
            reply.good("a request that may at most be refused as " + reason);
            if (nanos > PATIENCE.toNanos()) {
                throw new IllegalStateException("nothing was refused as " + reason + " within " + PATIENCE);
            }
        }
    }

    private void requireServed(Bystander bystander) {
        token(bystander.device());
        api(bystander.token()).good("the API call of a device that nobody meant");
    }

    private void requireRefused(Taken one) {
        requireReason(one.way().reasonOfToken(), api(one.token()));
        if (!one.way().reasonOfCertificate().isEmpty()) {
            try (HttpsCaller again = HttpsCaller.of(server.root(), one.device())) {
                requireReason(one.way().reasonOfCertificate(), again.askForToken(server.port()));
            }
        }
    }

    private static void requireReason(String reason, Reply reply) {
        if (!reply.reason().equals(reason)) {
            throw new IllegalStateException("what was to be refused as " + reason + " was later answered with "
                    + reply.status() + " " + reply.reason());
        }
    }

    private String byCertificate(Way way) {
        return new Timings(found(way).byCertificate()).text();
    }

    private String byToken(Way way) {
        return new Timings(found(way).byToken()).text();
    }

    private String table(int perSecond, long served) {
        var table = new StringBuilder("""
                From "taken away" answered to "refused", p50 / p99 / max in ms:

                | | times | with the certificate | with the token |
                | --- | --- | --- | --- |
                """);
        for (Way way : Way.values()) {
            table.append("| %s | %d | %s | %s |\n"
                    .formatted(way.title(), found(way).byToken().size(), byCertificate(way), byToken(way)));
        }
        return table + """

                Meanwhile %d other tokens a second, %d in all, each with a whole handshake. None of these requests \
                failed, none of the %d devices was served later, and no device was refused that was not meant.
                """.formatted(perSecond, served, taken.size());
    }
}
