package io.countersign.core.user;

import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/// The users of all tenants. What was answered is on disk and seen by every later call.
public interface Users {
    Optional<User> find(TenantId tenant, UserName name);

    /// All users of a tenant, ordered by name; at most [#PER_TENANT_MAX].
    List<User> of(TenantId tenant);

    /// @return false, and nothing written, if there is one of this name or the tenant has [#PER_TENANT_MAX]
    boolean add(User user);

    /// @return false if there is none of this name
    boolean replace(User user);

    /// @return false if there was none
    boolean remove(TenantId tenant, UserName name);

    /// Adds a tenant together with its first user, both or neither.
    ///
    /// @return false, and nothing written, if the tenant's id or domain is taken
    boolean addTenant(Tenant tenant, User admin);

    /// How many users a tenant may have.
    int PER_TENANT_MAX = 10_000;
}
