package io.countersign.core.tenant;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The model of [Tenants]: what every store must do, in memory only.
public final class InMemoryTenants implements Tenants {
    private final ConcurrentSkipListMap<TenantId, Tenant> tenants = new ConcurrentSkipListMap<>();
    private final List<Consumer<TenantId>> forgetters = new CopyOnWriteArrayList<>();

    /// Adds a tenant.
    ///
    /// @return false, and nothing added, if its id or domain is taken
    public synchronized boolean add(Tenant tenant) {
        return withDomain(tenant.domain()).isEmpty() && tenants.putIfAbsent(tenant.id(), tenant) == null;
    }

    /// Tells other stores which tenant was removed, so that they forget what belongs to it.
    public void whenRemoved(Consumer<TenantId> forgetter) {
        forgetters.add(forgetter);
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return Optional.ofNullable(tenants.get(id));
    }

    @Override
    public Optional<Tenant> withDomain(Domain domain) {
        return tenants.values().stream()
                .filter(tenant -> tenant.domain().equals(domain))
                .findFirst();
    }

    @Override
    public List<Tenant> page(Page page) {
        return tenants.values().stream().skip(page.offset()).limit(page.size()).toList();
    }

    @Override
    public long count() {
        return tenants.size();
    }

    @Override
    public synchronized boolean replace(Tenant tenant) {
        boolean isTaken = withDomain(tenant.domain())
                .filter(there -> !there.id().equals(tenant.id()))
                .isPresent();
        return !isTaken && tenants.replace(tenant.id(), tenant) != null;
    }

    @Override
    public synchronized boolean remove(TenantId id) {
        boolean wasThere = tenants.remove(id) != null;
        forgetters.forEach(forgetter -> forgetter.accept(id));
        return wasThere;
    }
}
