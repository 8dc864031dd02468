package io.countersign.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.RegisterDevices.Result;
import io.countersign.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegisterDevicesTest {
    private static final TenantId TENANT = new TenantId("t1");
    private static final DeviceId PUMP = new DeviceId("pump");
    private static final DeviceId VALVE = new DeviceId("valve");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123456789Z");
    private static final Instant NOW_IN_MILLIS = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final Instant EARLIER = Instant.parse("2025-01-01T00:00:00Z");

    private final InMemoryDevices devices = new InMemoryDevices();
    private final RegisterDevices registerDevices = new RegisterDevices(devices);

    @Test
    void new_devices_are_enabled_certificate_devices_registered_to_the_millisecond() {
        assertThat(registerDevices.register(TENANT, List.of(PUMP, VALVE), NOW))
                .containsExactly(Result.CREATED, Result.CREATED);

        assertThat(devices.find(TENANT, PUMP))
                .contains(new Device(TENANT, PUMP, Kind.CERTIFICATE, true, NOW_IN_MILLIS));
        assertThat(devices.find(TENANT, VALVE)).isPresent();
    }

    @Test
    void a_password_device_becomes_a_certificate_device_and_stays_as_it_is_otherwise() {
        devices.register(new Device(TENANT, PUMP, Kind.PASSWORD, false, EARLIER));

        assertThat(registerDevices.register(TENANT, List.of(VALVE, PUMP), NOW))
                .containsExactly(Result.CREATED, Result.CREDENTIAL_UPDATED);
        assertThat(devices.find(TENANT, PUMP)).contains(new Device(TENANT, PUMP, Kind.CERTIFICATE, false, EARLIER));
    }

    @Test
    void a_device_that_stands_twice_in_the_list_is_created_once() {
        assertThat(registerDevices.register(TENANT, List.of(PUMP, PUMP), NOW))
                .containsExactly(Result.CREATED, Result.CREDENTIAL_UPDATED);
        assertThat(devices.count(TENANT, "")).isOne();
    }

    @Test
    void another_tenants_device_of_the_same_name_is_another_device() {
        var other = new Device(new TenantId("t2"), PUMP, Kind.PASSWORD, true, EARLIER);
        devices.register(other);

        assertThat(registerDevices.register(TENANT, List.of(PUMP), NOW)).containsExactly(Result.CREATED);
        assertThat(devices.find(new TenantId("t2"), PUMP)).contains(other);
    }

    @Test
    void an_empty_list_registers_nothing() {
        assertThat(registerDevices.register(TENANT, List.of(), NOW)).isEmpty();
        assertThat(devices.count(TENANT, "")).isZero();
    }
}
