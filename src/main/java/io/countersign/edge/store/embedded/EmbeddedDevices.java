package io.countersign.edge.store.embedded;

import io.countersign.core.device.Device;
import io.countersign.core.device.DeviceId;
import io.countersign.core.device.Devices;
import io.countersign.core.tenant.NotInMemory;
import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Devices: on disk all, in memory those that were seen lately.
///
/// [#find] and [#register] throw [NotInMemory] on a thread that may not wait if they would have to.
public final class EmbeddedDevices implements Devices {
    private final Database database;
    private final RowCache<DeviceKey, DeviceFacts> memory;
    private final Registrations registrations;

    EmbeddedDevices(Database database, RowCache<DeviceKey, DeviceFacts> memory) {
        this.database = database;
        this.memory = memory;
        this.registrations = new Registrations(database, memory);
    }

    @Override
    public Optional<Device> find(TenantId tenant, DeviceId id) {
        return memory.find(new DeviceKey(tenant, id)).device();
    }

    @Override
    public Device register(Device device) {
        Optional<Device> there = find(device.tenant(), device.id());
        if (there.isPresent()) {
            return there.get();
        }
        if (!database.mayBlock()) {
            throw NotInMemory.SIGNAL;
        }
        return registrations.register(device);
    }

    @Override
    public void putAll(Collection<Device> devices) {
        database.write(
                sql -> DeviceRows.putAll(sql, devices),
                written -> written.forEach(device ->
                        memory.change(new DeviceKey(device.tenant(), device.id()), facts -> facts.with(device))));
    }

    @Override
    public boolean setEnabled(TenantId tenant, DeviceId id, boolean enabled) {
        var key = new DeviceKey(tenant, id);
        return database.write(
                sql -> DeviceRows.setEnabled(sql, key, enabled),
                _ -> memory.change(
                        key,
                        facts -> facts.device()
                                .map(device -> facts.with(device.withEnabled(enabled)))
                                .orElse(facts)));
    }

    @Override
    public boolean remove(TenantId tenant, DeviceId id) {
        var key = new DeviceKey(tenant, id);
        return database.write(sql -> DeviceRows.delete(sql, key), _ -> memory.change(key, _ -> DeviceFacts.NONE));
    }

    @Override
    public List<Device> page(TenantId tenant, String idPrefix, Page page) {
        return database.read(sql -> DeviceRows.page(sql, tenant, idPrefix, page));
    }

    @Override
    public long count(TenantId tenant, String idPrefix) {
        return database.read(sql -> DeviceRows.count(sql, tenant, idPrefix));
    }
}
