package io.countersign.core.tenant;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The options of all tenants. What was answered is on disk and seen by every later call.
public interface TenantOptions {
    Optional<TenantOption> find(TenantId tenant, TenantOption.Name name);

    /// All options of a tenant, ordered by category and key.
    List<TenantOption> all(TenantId tenant);

    /// Writes all of them or none.
    void put(TenantId tenant, Collection<TenantOption> options);

    /// @return false if there was none
    boolean remove(TenantId tenant, TenantOption.Name name);
}
