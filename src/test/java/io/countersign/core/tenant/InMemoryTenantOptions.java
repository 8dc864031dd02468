package io.countersign.core.tenant;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/// The model of [TenantOptions].
public final class InMemoryTenantOptions implements TenantOptions {
    private static final Comparator<TenantOption.Name> ORDER =
            Comparator.comparing(TenantOption.Name::category).thenComparing(TenantOption.Name::key);

    private final Map<TenantId, Map<TenantOption.Name, TenantOption>> options = new ConcurrentHashMap<>();

    @Override
    public Optional<TenantOption> find(TenantId tenant, TenantOption.Name name) {
        return Optional.ofNullable(options.getOrDefault(tenant, Map.of()).get(name));
    }

    @Override
    public List<TenantOption> all(TenantId tenant) {
        return List.copyOf(options.getOrDefault(tenant, Map.of()).values());
    }

    @Override
    public void put(TenantId tenant, Collection<TenantOption> written) {
        var ofTenant = options.computeIfAbsent(tenant, _ -> new ConcurrentSkipListMap<>(ORDER));
        written.forEach(option -> ofTenant.put(option.name(), option));
    }

    @Override
    public boolean remove(TenantId tenant, TenantOption.Name name) {
        var ofTenant = options.get(tenant);
        return ofTenant != null && ofTenant.remove(name) != null;
    }

    /// Forgets what belongs to a tenant.
    public void removeAll(TenantId tenant) {
        options.remove(tenant);
    }
}
