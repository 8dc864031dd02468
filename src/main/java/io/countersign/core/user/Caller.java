package io.countersign.core.user;

import io.countersign.core.tenant.TenantId;
import java.util.Set;

/// Who calls the API, after it was proven.
///
/// @param userName as in `GET /user/currentUser`
/// @param isDevice whether a device's token proved it
public record Caller(TenantId tenant, String userName, Set<Role> roles, boolean isDevice) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    /// Whether the caller has at least one of these roles.
    public boolean hasOneOf(Set<Role> wanted) {
        return wanted.stream().anyMatch(roles::contains);
    }
}
