package io.countersign.core.device;

import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The devices of all tenants. What was answered is on disk and seen by every later call.
public interface Devices {
    Optional<Device> find(TenantId tenant, DeviceId id);

    /// Registers a device unless one of its name is there.
    ///
    /// @return the device that is there now: the same for all of several parallel calls
    Device register(Device device);

    /// Writes all of them, over those that are there, or none.
    void putAll(Collection<Device> devices);

    /// Enables or disables a device.
    ///
    /// @return false if there is none
    boolean setEnabled(TenantId tenant, DeviceId id, boolean enabled);

    /// @return false if there was none
    boolean remove(TenantId tenant, DeviceId id);

    /// One page, ordered by id, of the devices whose id begins with this text.
    List<Device> page(TenantId tenant, String idPrefix, Page page);

    long count(TenantId tenant, String idPrefix);
}
