package io.countersign.core.tenant;

import java.util.List;
import java.util.Optional;

/// All tenants of the instance. What was answered is on disk and seen by every later call.
public interface Tenants {
    Optional<Tenant> find(TenantId id);

    Optional<Tenant> withDomain(Domain domain);

    /// One page, ordered by id.
    List<Tenant> page(Page page);

    long count();

    /// Changes a tenant.
    ///
    /// @return false, and nothing changed, if another tenant has the domain or the tenant is gone
    boolean replace(Tenant tenant);

    /// Removes a tenant with all that belongs to it.
    ///
    /// @return false if there was none
    boolean remove(TenantId id);
}
