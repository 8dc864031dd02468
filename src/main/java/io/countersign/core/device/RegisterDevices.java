package io.countersign.core.device;

import io.countersign.core.device.Device.Kind;
import io.countersign.core.tenant.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Registers many devices for certificate authentication at once (contract.md 4, bulk registration).
///
/// One that is there already stays as it is, but for its kind: a password device becomes a certificate device.
public final class RegisterDevices {
    private final Devices devices;

    public RegisterDevices(Devices devices) {
        this.devices = devices;
    }

    /// What became of one device of the list.
    public enum Result {
        CREATED,
        CREDENTIAL_UPDATED
    }

    /// @param ids may hold a device twice
    /// @return for each id, in order, what became of it
    public List<Result> register(TenantId tenant, List<DeviceId> ids, Instant now) {
        var results = new ArrayList<Result>(ids.size());
        Map<DeviceId, Device> written = new LinkedHashMap<>();
        for (DeviceId id : ids) {
            Optional<Device> present = Optional.ofNullable(written.get(id)).or(() -> devices.find(tenant, id));
            Device device = present.map(there -> there.withKind(Kind.CERTIFICATE))
                    .orElseGet(
                            () -> new Device(tenant, id, Kind.CERTIFICATE, true, now.truncatedTo(ChronoUnit.MILLIS)));
            written.put(id, device);
            results.add(present.isPresent() ? Result.CREDENTIAL_UPDATED : Result.CREATED);
        }
        devices.putAll(written.values());
        return results;
    }
}
