package io.countersign.core.device;

import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/// The model of [Devices].
public final class InMemoryDevices implements Devices {
    private record Key(TenantId tenant, DeviceId id) {}

    private final Map<Key, Device> devices = new ConcurrentHashMap<>();
    private final List<BiConsumer<TenantId, DeviceId>> forgetters = new CopyOnWriteArrayList<>();

    /// Tells other stores which device was removed, so that they forget what belongs to it.
    public void whenRemoved(BiConsumer<TenantId, DeviceId> forgetter) {
        forgetters.add(forgetter);
    }

    @Override
    public Optional<Device> find(TenantId tenant, DeviceId id) {
        return Optional.ofNullable(devices.get(new Key(tenant, id)));
    }

    @Override
    public Device register(Device device) {
        return devices.computeIfAbsent(new Key(device.tenant(), device.id()), _ -> device);
    }

    @Override
    public void putAll(Collection<Device> written) {
        written.forEach(device -> devices.put(new Key(device.tenant(), device.id()), device));
    }

    @Override
    public boolean setEnabled(TenantId tenant, DeviceId id, boolean enabled) {
        return devices.computeIfPresent(new Key(tenant, id), (_, device) -> device.withEnabled(enabled)) != null;
    }

    @Override
    public boolean remove(TenantId tenant, DeviceId id) {
        boolean wasThere = devices.remove(new Key(tenant, id)) != null;
        forgetters.forEach(forgetter -> forgetter.accept(tenant, id));
        return wasThere;
    }

    @Override
    public List<Device> page(TenantId tenant, String idPrefix, Page page) {
        return matching(tenant, idPrefix)
                .sorted(Comparator.comparing(device -> device.id().value()))
                .skip(page.offset())
                .limit(page.size())
                .toList();
    }

    @Override
    public long count(TenantId tenant, String idPrefix) {
        return matching(tenant, idPrefix).count();
    }

    /// Forgets what belongs to a tenant.
    public void removeAll(TenantId tenant) {
        matching(tenant, "").toList().forEach(device -> remove(tenant, device.id()));
    }

    private Stream<Device> matching(TenantId tenant, String idPrefix) {
        return devices.values().stream()
                .filter(device -> device.tenant().equals(tenant))
                .filter(device -> device.id().value().startsWith(idPrefix));
    }
}
