package io.countersign.edge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.edge.fetch.Fetched.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookUpsTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void all_addresses_of_a_host_are_found() throws Exception {
        var both = List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1"));
        try (var lookUps = new LookUps(_ -> both)) {
            assertThat(lookUps.addressesOf("crl.example", Deadline.in(LONG))).isEqualTo(both);
        }
    }

    @Test
    void the_system_knows_this_machine() throws Exception {
        try (var lookUps = LookUps.ofSystem()) {
            assertThat(lookUps.addressesOf("localhost", Deadline.in(LONG))).allMatch(InetAddress::isLoopbackAddress);
        }
    }

    @Test
    void a_host_without_address_is_unknown() {
        try (var unknown = new LookUps(host -> {
                    throw new UnknownHostException(host);
                });
                var empty = new LookUps(_ -> List.of())) {
            assertThat(failure(unknown, LONG))
                    .isEqualTo(new Fetched.Failed(Reason.UNKNOWN_HOST, "There is no host 'crl.example'."));
            assertThat(failure(empty, LONG).reason()).isEqualTo(Reason.UNKNOWN_HOST);
        }
    }

    @Test
    void a_resolver_that_hangs_ends_by_time_and_a_crowd_before_it_at_once() {
        var never = new CountDownLatch(1);
        var hanging = new AtomicInteger();
        try (var lookUps = new LookUps(_ -> {
            hanging.incrementAndGet();
            awaitWithoutEnd(never);
            return List.of();
        })) {
            while (hanging.get() < 4) {
                assertThat(failure(lookUps, SHORT).reason()).isEqualTo(Reason.TIMEOUT);
            }
            int waiting = 0;
            while (failure(lookUps, Duration.ZERO).reason() == Reason.TIMEOUT) {
                waiting++;
            }
            assertThat(waiting).isEqualTo(64);
            assertThat(failure(lookUps, LONG).reason()).isEqualTo(Reason.BUSY);
            never.countDown();
        }
    }

    @Test
    void a_resolver_that_breaks_is_a_fault_of_ours() {
        try (var lookUps = new LookUps(_ -> {
            throw new IllegalArgumentException("broken");
        })) {
            assertThatIllegalStateException().isThrownBy(() -> lookUps.addressesOf("crl.example", Deadline.in(LONG)));
        }
    }

    /// As the system's resolver does, whatever interrupts the thread.
    private static void awaitWithoutEnd(CountDownLatch latch) {
        boolean isOver = false;
        while (!isOver) {
            try {
                latch.await();
                isOver = true;
            } catch (InterruptedException notNow) {
                // goes on waiting
            }
        }
    }

    private static Fetched.Failed failure(LookUps lookUps, Duration time) {
        return catchThrowableOfType(CannotFetch.class, () -> lookUps.addressesOf("crl.example", Deadline.in(time)))
                .asFetched();
    }
}
