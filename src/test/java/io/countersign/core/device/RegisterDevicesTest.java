package io.countersign.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.RegisterDevices.Result;
import io.countersign.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisterDevicesTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00.123456789Z");
    private static final Instant TO_THE_MILLISECOND = Instant.parse("2026-07-01T12:00:00.123Z");
    private static final Instant LAST_YEAR = Instant.parse("2025-07-01T12:00:00Z");
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final DeviceId PUMP = new DeviceId("pump");
    private static final DeviceId VALVE = new DeviceId("valve");

    private final InMemoryDevices devices = new InMemoryDevices();
    private final RegisterDevices registerDevices = new RegisterDevices(devices);

    @Test
    void an_unknown_device_is_created_enabled_for_certificates() {
        assertThat(registerDevices.register(ACME, List.of(PUMP, VALVE), NOW))
                .containsExactly(Result.CREATED, Result.CREATED);
        assertThat(devices.find(ACME, PUMP))
                .contains(new Device(ACME, PUMP, Kind.CERTIFICATE, true, TO_THE_MILLISECOND));
        assertThat(devices.find(ACME, VALVE)).isPresent();
        assertThat(devices.find(OTHER, PUMP)).isEmpty();
    }

    @Test
    void a_password_device_becomes_a_certificate_device_and_else_stays_as_it_is() {
        devices.register(new Device(ACME, PUMP, Kind.PASSWORD, false, LAST_YEAR));

        assertThat(registerDevices.register(ACME, List.of(PUMP), NOW)).containsExactly(Result.CREDENTIAL_UPDATED);
        assertThat(devices.find(ACME, PUMP)).contains(new Device(ACME, PUMP, Kind.CERTIFICATE, false, LAST_YEAR));
    }

    @Test
    void a_device_that_stands_twice_in_the_list_is_created_once() {
        assertThat(registerDevices.register(ACME, List.of(PUMP, VALVE, PUMP), NOW))
                .containsExactly(Result.CREATED, Result.CREATED, Result.CREDENTIAL_UPDATED);
        assertThat(devices.count(ACME, "")).isEqualTo(2);
    }

    @Test
    void a_device_of_another_tenant_is_another_device() {
        devices.register(new Device(OTHER, PUMP, Kind.PASSWORD, true, LAST_YEAR));

        assertThat(registerDevices.register(ACME, List.of(PUMP), NOW)).containsExactly(Result.CREATED);
        assertThat(devices.find(OTHER, PUMP)).contains(new Device(OTHER, PUMP, Kind.PASSWORD, true, LAST_YEAR));
    }

    @Test
    void an_empty_list_registers_nothing() {
        assertThat(registerDevices.register(ACME, List.of(), NOW)).isEmpty();
        assertThat(devices.count(ACME, "")).isZero();
    }

    @Test
    void a_device_can_be_disabled_and_enabled_without_another_change() {
        var pump = new Device(ACME, PUMP, Kind.PASSWORD, true, LAST_YEAR);

        assertThat(pump.withEnabled(false)).isEqualTo(new Device(ACME, PUMP, Kind.PASSWORD, false, LAST_YEAR));
        assertThat(pump.withEnabled(false).withEnabled(true)).isEqualTo(pump);
    }
}
