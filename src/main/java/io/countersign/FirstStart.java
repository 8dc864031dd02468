package io.countersign;

import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantStatus;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.user.Passwords;
import io.countersign.core.user.Role;
import io.countersign.core.user.User;
import io.countersign.core.user.UserName;
import io.countersign.core.user.Users;
import io.countersign.edge.cli.RandomPassword;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What only the very first start does: makes the `management` tenant and its user `admin` (product.md 2).
final class FirstStart {
    private static final UserName ADMIN = new UserName("admin");
    private static final Domain DOMAIN = new Domain("management.localhost");

    private FirstStart() {}

    /// @param chosen the password that the operator gave
    /// @return the password that was drawn, if this was the first start and none was given
    static Optional<String> prepare(
            Tenants tenants, Users users, Passwords passwords, Optional<String> chosen, Instant now) {
        if (tenants.find(TenantId.MANAGEMENT).isPresent()) {
            return Optional.empty();
        }
        String password = chosen.orElseGet(RandomPassword::draw);
        Instant moment = now.truncatedTo(ChronoUnit.MILLIS);
        var tenant = new Tenant(
                TenantId.MANAGEMENT,
                DOMAIN,
                "Management",
                ADMIN.value(),
                Optional.empty(),
                TenantStatus.ACTIVE,
                moment);
        var admin = new User(
                tenant.id(), ADMIN, passwords.hash(password), Optional.empty(), Role.ofAdministrators(), true, moment);
        users.addTenant(tenant, admin);
        return chosen.isPresent() ? Optional.empty() : Optional.of(password);
    }
}
