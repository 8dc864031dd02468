package io.countersign.core.token;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/// The model of [IssuedTokens].
public final class InMemoryIssuedTokens implements IssuedTokens {
    private record Key(TenantId tenant, DeviceId device) {}

    private final Map<Key, Issued> issued = new ConcurrentHashMap<>();
    private final Map<TenantId, Stamp> ended = new ConcurrentHashMap<>();
    private final AtomicInteger durableUpdates = new AtomicInteger();

    @Override
    public Optional<Issued> find(TenantId tenant, DeviceId device) {
        return Optional.ofNullable(issued.get(new Key(tenant, device)));
    }

    @Override
    public Issued update(TenantId tenant, DeviceId device, Function<Optional<Issued>, Issued> change) {
        return issued.compute(new Key(tenant, device), (_, present) -> change.apply(Optional.ofNullable(present)));
    }

    @Override
    public void updateDurably(TenantId tenant, DeviceId device, Function<Optional<Issued>, Issued> change) {
        durableUpdates.incrementAndGet();
        update(tenant, device, change);
    }

    @Override
    public Stamp endedUpTo(TenantId tenant) {
        return ended.getOrDefault(tenant, Stamp.NONE);
    }

    @Override
    public void endUpTo(TenantId tenant, Stamp stamp) {
        ended.put(tenant, stamp);
    }

    @Override
    public long countThrough(TenantId tenant, AnchorId anchor) {
        return issued.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant)
                        && entry.getValue().anchor().equals(Optional.of(anchor)))
                .count();
    }

    /// How many changes had to be on disk when they returned.
    int durableUpdates() {
        return durableUpdates.get();
    }

    /// Forgets what belongs to a tenant itself.
    public void removeAll(TenantId tenant) {
        ended.remove(tenant);
    }

    /// Forgets what belongs to a device.
    public void remove(TenantId tenant, DeviceId device) {
        issued.remove(new Key(tenant, device));
    }
}
