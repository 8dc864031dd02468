package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.NOON;
import static io.countersign.edge.store.Samples.OTHER;
import static io.countersign.edge.store.Samples.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.device.Devices;
import io.countersign.core.tenant.Page;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every [Devices] does.
abstract class DevicesContract {
    abstract Stores stores();

    private Devices devices() {
        return stores().withTwoTenants().devices();
    }

    private static Device registeredAt(Instant when) {
        return new Device(ACME, PUMP, Kind.CERTIFICATE, true, when);
    }

    @Test
    void a_device_belongs_to_one_tenant() {
        var devices = devices();
        assertThat(devices.find(ACME, PUMP)).isEmpty();
        Device device = Samples.device(ACME, "pump");

        assertThat(devices.register(device)).isEqualTo(device);

        assertThat(devices.find(ACME, PUMP)).contains(device);
        assertThat(devices.find(OTHER, PUMP)).isEmpty();
        assertThat(devices.find(ACME, new DeviceId("Pump"))).isEmpty();
    }

    @Test
    void whoever_registers_second_gets_what_is_there() {
        var devices = devices();
        Device first = registeredAt(NOON);
        devices.register(first);

        assertThat(devices.register(registeredAt(NOON.plusSeconds(1)))).isEqualTo(first);
        assertThat(devices.find(ACME, PUMP)).contains(first);
    }

    @Test
    void parallel_registrations_of_one_device_have_one_outcome() {
        var devices = devices();

        List<Device> outcomes = Parallel.calls(64, i -> devices.register(registeredAt(NOON.plusSeconds(i))));

        assertThat(outcomes).hasSize(64).containsOnly(outcomes.getFirst());
        assertThat(devices.find(ACME, PUMP)).contains(outcomes.getFirst());
    }

    @Test
    void many_are_written_over_those_that_are_there() {
        var devices = devices();
        devices.register(Samples.device(ACME, "pump"));
        assertThat(devices.find(ACME, new DeviceId("valve"))).isEmpty();
        Device pump = Samples.device(ACME, "pump").withKind(Kind.PASSWORD).withEnabled(false);
        Device valve = Samples.device(ACME, "valve");

        devices.putAll(List.of(pump, valve));

        assertThat(devices.find(ACME, PUMP)).contains(pump);
        assertThat(devices.find(ACME, valve.id())).contains(valve);
    }

    @Test
    void a_device_can_be_disabled_and_enabled() {
        var devices = devices();
        Device device = devices.register(Samples.device(ACME, "pump"));

        assertThat(devices.setEnabled(ACME, PUMP, false)).isTrue();
        assertThat(devices.find(ACME, PUMP)).contains(device.withEnabled(false));
        assertThat(devices.setEnabled(ACME, PUMP, true)).isTrue();
        assertThat(devices.find(ACME, PUMP)).contains(device);
        assertThat(devices.setEnabled(OTHER, PUMP, false)).isFalse();
    }

    @Test
    void a_removed_device_is_gone_and_its_name_is_free() {
        var devices = devices();
        devices.register(registeredAt(NOON));

        assertThat(devices.remove(ACME, PUMP)).isTrue();
        assertThat(devices.remove(ACME, PUMP)).isFalse();
        assertThat(devices.find(ACME, PUMP)).isEmpty();

        Device next = registeredAt(NOON.plusSeconds(1));
        assertThat(devices.register(next)).isEqualTo(next);
        assertThat(devices.find(ACME, PUMP)).contains(next);
    }

    @Test
    void pages_hold_the_ids_with_a_prefix_in_order() {
        var devices = devices();
        devices.putAll(Stream.of("b", "a2", "ab", "a1", "a", "äb", "A")
                .map(id -> Samples.device(ACME, id))
                .toList());
        devices.register(Samples.device(OTHER, "a3"));

        assertThat(devices.count(ACME, "")).isEqualTo(7);
        assertThat(devices.count(ACME, "a")).isEqualTo(4);
        assertThat(devices.count(ACME, "a%")).isZero();
        assertThat(devices.page(ACME, "a", new Page(1, 3)))
                .extracting(device -> device.id().value())
                .containsExactly("a", "a1", "a2");
        assertThat(devices.page(ACME, "a", new Page(2, 3)))
                .extracting(device -> device.id().value())
                .containsExactly("ab");
    }
}
