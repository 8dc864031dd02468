package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.NOON;
import static io.countersign.edge.store.Samples.PUMP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.device.Devices;
import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.tenant.NotInMemory;
import io.countersign.core.token.Issued;
import io.countersign.core.token.IssuedTokens;
import io.countersign.core.user.UserName;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.store.embedded.EmbeddedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is answered from memory, and what never blocks.
class EmbeddedStoreMemoryTest {
    private static final int DEVICES_IN_MEMORY = 10;
    private static final Duration NEVER = Duration.ofHours(1);

    /// Whether a thread plays an event loop.
    private final ThreadLocal<Boolean> onEventLoop = ThreadLocal.withInitial(() -> false);

    @TempDir
    Path folder;

    private EmbeddedStore store;

    @BeforeEach
    void open() {
        open(NEVER);
        Stores.of(store).withTwoTenants();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void open(Duration flushEvery) {
        store = EmbeddedStore.open(new EmbeddedStore.Config(
                folder,
                new PlaceBox(),
                () -> !onEventLoop.get(),
                flushEvery,
                new EmbeddedStore.Memory(DEVICES_IN_MEMORY, 10, 1),
                RefusalLedger.Limits.DEFAULT,
                new Asn1RevocationFormats()));
    }

    private void reopen(Duration flushEvery) {
        store.close();
        open(flushEvery);
    }

    private <T> T onEventLoop(Supplier<T> action) {
        onEventLoop.set(true);
        try {
            return action.get();
        } finally {
            onEventLoop.set(false);
        }
    }

    private void assertNotInMemory(Supplier<?> action) {
        ThrowingCallable call = () -> onEventLoop(action);
        assertThatThrownBy(call).isSameAs(NotInMemory.SIGNAL);
    }

    private void registerMany(int count) {
        IntStream.range(0, count).forEach(i -> store.devices().register(Samples.device(ACME, "device-" + i)));
    }

    @Test
    void an_event_loop_is_told_when_a_fact_is_not_in_memory() {
        reopen(NEVER);
        Devices devices = store.devices();
        IssuedTokens tokens = store.issuedTokens();
        var admin = new UserName("admin");

        assertNotInMemory(() -> devices.find(ACME, PUMP));
        assertNotInMemory(() -> devices.register(Samples.device(ACME, "pump")));
        assertNotInMemory(() -> tokens.find(ACME, PUMP));
        assertNotInMemory(() -> tokens.update(ACME, PUMP, _ -> Samples.issued(1)));
        assertNotInMemory(() -> store.users().find(ACME, admin));

        assertThat(devices.find(ACME, PUMP)).isEmpty();
    }

    @Test
    void an_event_loop_gets_what_is_in_memory() {
        Device pump = store.devices().register(Samples.device(ACME, "pump"));
        reopen(NEVER);
        Devices devices = store.devices();
        IssuedTokens tokens = store.issuedTokens();
        devices.find(ACME, PUMP);
        devices.find(ACME, new DeviceId("nobody"));
        store.users().find(ACME, new UserName("nobody"));

        assertThat(onEventLoop(() -> devices.find(ACME, PUMP))).contains(pump);
        assertThat(onEventLoop(() -> devices.register(pump))).isEqualTo(pump);
        assertThat(onEventLoop(() -> devices.find(ACME, new DeviceId("nobody"))))
                .isEmpty();
        assertThat(onEventLoop(() -> store.users().find(ACME, new UserName("nobody"))))
                .isEmpty();
        assertThat(onEventLoop(() -> tokens.update(ACME, PUMP, _ -> Samples.issued(1))))
                .isEqualTo(Samples.issued(1));
        assertThat(onEventLoop(() -> tokens.find(ACME, PUMP))).contains(Samples.issued(1));
    }

    @Test
    void tenants_options_and_anchors_are_always_in_memory() {
        reopen(NEVER);

        assertThat(onEventLoop(() -> store.tenants().find(ACME))).isPresent();
        assertThat(onEventLoop(() -> store.options().all(ACME))).isEmpty();
        assertThat(onEventLoop(() -> store.anchors().of(ACME))).isEmpty();
    }

    @Test
    void an_event_loop_writes_nothing_to_disk() {
        store.devices().register(Samples.device(ACME, "pump"));

        assertNotInMemory(() -> {
            store.issuedTokens().updateDurably(ACME, PUMP, _ -> Samples.issued(1));
            return "";
        });
        assertThat(store.issuedTokens().find(ACME, PUMP)).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> onEventLoop(() -> store.tenants().remove(ACME)));
        assertThatIllegalStateException()
                .isThrownBy(() -> onEventLoop(() -> store.devices().setEnabled(ACME, PUMP, false)));
    }

    @Test
    void memory_is_bounded() {
        registerMany(10 * DEVICES_IN_MEMORY);

        long inMemory = IntStream.range(0, 10 * DEVICES_IN_MEMORY)
                .filter(i -> isInMemory(new DeviceId("device-" + i)))
                .count();

        assertThat(inMemory).isBetween(1L, (long) DEVICES_IN_MEMORY);
    }

    private boolean isInMemory(DeviceId id) {
        try {
            return onEventLoop(() -> store.devices().find(ACME, id)).isPresent();
        } catch (NotInMemory signal) {
            return false;
        }
    }

    @Test
    void a_token_that_is_not_on_disk_yet_stays_in_memory() {
        List<DeviceId> busy = IntStream.range(0, DEVICES_IN_MEMORY)
                .mapToObj(i -> new DeviceId("busy-" + i))
                .toList();
        for (DeviceId id : busy) {
            store.devices().register(Samples.device(ACME, id.value()));
            store.issuedTokens().update(ACME, id, _ -> Samples.issued(1));
        }

        registerMany(20 * DEVICES_IN_MEMORY);

        for (DeviceId id : busy) {
            assertThat(onEventLoop(() -> store.issuedTokens().find(ACME, id))).contains(Samples.issued(1));
        }
    }

    @Test
    void when_too_many_tokens_wait_for_the_disk_callers_wait_too() {
        registerMany(DEVICES_IN_MEMORY);
        IntStream.range(0, DEVICES_IN_MEMORY)
                .forEach(i -> store.issuedTokens().update(ACME, new DeviceId("device-" + i), _ -> Samples.issued(1)));
        store.devices().register(Samples.device(ACME, "pump"));

        assertNotInMemory(() -> store.issuedTokens().update(ACME, PUMP, _ -> Samples.issued(1)));
        assertThat(store.issuedTokens().update(ACME, PUMP, _ -> Samples.issued(1)))
                .isEqualTo(Samples.issued(1));
    }

    @Test
    void evicted_tokens_come_back_from_disk() {
        reopen(Duration.ofMillis(5));
        int count = 10 * DEVICES_IN_MEMORY;
        registerMany(count);
        for (int i = 0; i < count; i++) {
            Issued issued = Samples.issued(i);
            store.issuedTokens().update(ACME, new DeviceId("device-" + i), _ -> issued);
        }

        for (int i = 0; i < count; i++) {
            assertThat(store.issuedTokens().find(ACME, new DeviceId("device-" + i)))
                    .contains(Samples.issued(i));
        }
    }

    @Test
    void no_change_is_lost_while_memory_is_flushed_and_evicted() {
        reopen(Duration.ofMillis(1));
        registerMany(50);

        Parallel.calls(8, thread -> {
            for (int i = 0; i < 500; i++) {
                store.issuedTokens()
                        .update(ACME, new DeviceId("device-" + i % 50), EmbeddedStoreMemoryTest::aSecondLater);
            }
            return thread;
        });
        reopen(NEVER);

        for (int i = 0; i < 50; i++) {
            assertThat(store.issuedTokens().find(ACME, new DeviceId("device-" + i)))
                    .contains(Samples.issued(8 * 10 - 1));
        }
    }

    private static Issued aSecondLater(Optional<Issued> present) {
        return present.map(
                        issued -> Samples.issued(issued.stamp().moment().getEpochSecond() - NOON.getEpochSecond() + 1))
                .orElseGet(() -> Samples.issued(0));
    }

    @Test
    void a_device_that_was_registered_anew_never_has_the_token_of_its_namesake() {
        reopen(Duration.ofMillis(1));
        var isOver = new AtomicBoolean();

        Parallel.calls(3, role -> {
            if (role == 0) {
                for (int i = 0; i < 300; i++) {
                    store.devices().register(new Device(ACME, PUMP, Kind.CERTIFICATE, true, NOON.plusSeconds(i)));
                    store.issuedTokens().update(ACME, PUMP, _ -> Samples.issued(0));
                    store.devices().remove(ACME, PUMP);
                }
                isOver.set(true);
            } else {
                while (!isOver.get()) {
                    store.issuedTokens().update(ACME, PUMP, present -> present.orElseGet(() -> Samples.issued(role)));
                }
            }
            return role;
        });
        store.devices().register(Samples.device(ACME, "pump"));

        assertThat(store.issuedTokens().find(ACME, PUMP)).isEmpty();
        reopen(NEVER);
        assertThat(store.issuedTokens().find(ACME, PUMP)).isEmpty();
    }
}
