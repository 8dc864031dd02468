package io.countersign.core.user;

import io.countersign.core.tenant.InMemoryTenants;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The model of [Users].
public final class InMemoryUsers implements Users {
    private record Key(TenantId tenant, UserName name) {}

    private final InMemoryTenants tenants;
    private final Map<Key, User> users = new ConcurrentHashMap<>();

    /// @param tenants where new tenants go
    public InMemoryUsers(InMemoryTenants tenants) {
        this.tenants = tenants;
    }

    @Override
    public Optional<User> find(TenantId tenant, UserName name) {
        return Optional.ofNullable(users.get(new Key(tenant, name)));
    }

    @Override
    public List<User> of(TenantId tenant) {
        return users.values().stream()
                .filter(user -> user.tenant().equals(tenant))
                .sorted(Comparator.comparing(user -> user.name().value()))
                .toList();
    }

    @Override
    public synchronized boolean add(User user) {
        return of(user.tenant()).size() < PER_TENANT_MAX && users.putIfAbsent(keyOf(user), user) == null;
    }

    @Override
    public boolean replace(User user) {
        return users.replace(keyOf(user), user) != null;
    }

    @Override
    public boolean remove(TenantId tenant, UserName name) {
        return users.remove(new Key(tenant, name)) != null;
    }

    @Override
    public synchronized boolean addTenant(Tenant tenant, User admin) {
        boolean added = tenants.add(tenant);
        if (added) {
            users.put(keyOf(admin), admin);
        }
        return added;
    }

    /// Forgets what belongs to a tenant.
    public void removeAll(TenantId tenant) {
        users.keySet().removeIf(key -> key.tenant().equals(tenant));
    }

    private static Key keyOf(User user) {
        return new Key(user.tenant(), user.name());
    }
}
