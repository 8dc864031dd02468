package io.countersign.edge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.countersign.edge.address.AllowedDestination;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ObjectAssert;

/// How tests fetch: with limits that no good answer meets, or with ones that a bad one meets at once.
final class Fetching {
    /// Enough for any answer, on a busy machine, too.
    static final Limits PATIENT =
            new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), 4 * 1024, 8, 2);

    /// For what takes without end.
    static final Limits IMPATIENT = within(Duration.ofMillis(300));

    static final long BYTES_MAX = 100_000;

    private Fetching() {}

    static Limits within(Duration time) {
        return new Limits(time, time, time, 4 * 1024, 8, 2);
    }

    static GuardedFetch withLimits(Vertx vertx, Limits limits, String... allowed) {
        return new GuardedFetch(vertx, guard(Map.of(), allowed), limits, Optional.empty());
    }

    static GuardedFetch trusting(Vertx vertx, TrustOptions trust, Map<String, List<String>> names) {
        return new GuardedFetch(vertx, guard(names, "127.0.0.1"), PATIENT, Optional.of(trust));
    }

    static AddressGuard guard(Map<String, List<String>> names, String... allowed) {
        return new AddressGuard(
                new LookUps(names.isEmpty() ? Fetching::bySystem : host -> addresses(names, host)),
                Stream.of(allowed).map(AllowedDestination::parse).toList());
    }

    private static List<InetAddress> bySystem(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }

    private static List<InetAddress> addresses(Map<String, List<String>> names, String host) {
        return names.getOrDefault(host, List.of()).stream()
                .map(InetAddress::ofLiteral)
                .toList();
    }

    static ObjectAssert<Fetched.Failed> assertThatFailed(Fetched fetched) {
        return assertThat(fetched).asInstanceOf(type(Fetched.Failed.class));
    }

    static void assertThatFailed(Fetched fetched, Fetched.Reason reason) {
        assertThatFailed(fetched).extracting(Fetched.Failed::reason).isEqualTo(reason);
    }

    static Fetched.Whole whole(Fetched fetched) {
        assertThat(fetched).isInstanceOf(Fetched.Whole.class);
        return (Fetched.Whole) fetched;
    }

    static String text(Fetched fetched) {
        return new String(whole(fetched).bytes(), StandardCharsets.ISO_8859_1);
    }
}
