package io.countersign.core.user;

import io.countersign.core.tenant.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A person or program that manages a tenant.
///
/// @param passwordHash a PHC string, never the password
public record User(
        TenantId tenant,
        UserName name,
        String passwordHash,
        Optional<String> email,
        Set<Role> roles,
        boolean enabled,
        Instant passwordChangedAt) {
    public User {
        roles = Set.copyOf(roles);
    }

    /// Leaves the password hash out, so that it cannot slip into a log.
    @Override
    public String toString() {
        return "User[" + tenant + "/" + name + "]";
    }
}
