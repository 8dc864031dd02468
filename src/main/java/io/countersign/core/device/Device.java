package io.countersign.core.device;

import io.countersign.core.tenant.TenantId;
import java.time.Instant;

/// A device that a tenant knows: its device user.
///
/// @param kind how it proves who it is
/// @param enabled a disabled device gets no token, and the tokens it has do not count
/// @param registeredAt to the millisecond; tokens from before (of a device of this name that was deleted) do not count
public record Device(TenantId tenant, DeviceId id, Kind kind, boolean enabled, Instant registeredAt) {
    /// How a device proves who it is.
    public enum Kind {
        CERTIFICATE,
        PASSWORD
    }

    /// The same device, enabled or disabled.
    public Device withEnabled(boolean nowEnabled) {
        return new Device(tenant, id, kind, nowEnabled, registeredAt);
    }

    /// The same device, proving itself in this way.
    public Device withKind(Kind newKind) {
        return new Device(tenant, id, newKind, enabled, registeredAt);
    }
}
