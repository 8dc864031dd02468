package io.countersign.core.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.Device.Kind;
import io.countersign.core.tenant.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeviceTest {
    private static final Device PUMP = new Device(
            new TenantId("t1"), new DeviceId("pump-1"), Kind.PASSWORD, true, Instant.parse("2026-03-01T12:00:00Z"));

    @Test
    void disabling_a_device_changes_nothing_else() {
        assertThat(PUMP.withEnabled(false))
                .isEqualTo(new Device(PUMP.tenant(), PUMP.id(), Kind.PASSWORD, false, PUMP.registeredAt()));
        assertThat(PUMP.withEnabled(false).withEnabled(true)).isEqualTo(PUMP);
    }

    @Test
    void changing_how_it_proves_itself_changes_nothing_else() {
        assertThat(PUMP.withKind(Kind.CERTIFICATE))
                .isEqualTo(new Device(PUMP.tenant(), PUMP.id(), Kind.CERTIFICATE, true, PUMP.registeredAt()));
    }
}
