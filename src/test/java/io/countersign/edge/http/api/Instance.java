package io.countersign.edge.http.api;

import io.countersign.core.device.InMemoryDevices;
import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.InMemoryTenantOptions;
import io.countersign.core.tenant.InMemoryTenants;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantStatus;
import io.countersign.core.token.InMemoryIssuedTokens;
import io.countersign.core.trust.InMemoryTrustAnchors;
import io.countersign.core.user.Caller;
import io.countersign.core.user.InMemoryUsers;
import io.countersign.core.user.Passwords;
import io.countersign.core.user.Role;
import io.countersign.core.user.User;
import io.countersign.core.user.UserName;
import io.countersign.edge.http.Route;
import io.countersign.edge.http.TestApi;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The facts of an instance with the tenants `management` and `acme`, each with its `admin`.
final class Instance {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00.123Z");
    static final TenantId ACME = new TenantId("acme");

    final InMemoryTenants tenants = new InMemoryTenants();
    final InMemoryUsers users = new InMemoryUsers(tenants);
    final InMemoryDevices devices = new InMemoryDevices();
    final InMemoryTenantOptions options = new InMemoryTenantOptions();
    final InMemoryTrustAnchors anchors = new InMemoryTrustAnchors();
    final InMemoryIssuedTokens issuedTokens = new InMemoryIssuedTokens();
    final Passwords passwords = new Reversed();

    Instance() {
        add(TenantId.MANAGEMENT, "management.example");
        add(ACME, "acme.example");
    }

    private void add(TenantId id, String domain) {
        var tenant = new Tenant(
                id, new Domain(domain), "Company", "admin", Optional.empty(), TenantStatus.ACTIVE, Instant.EPOCH);
        var admin = new User(
                id,
                new UserName("admin"),
                passwords.hash("correct horse"),
                Optional.empty(),
                Role.ofAdministrators(),
                true,
                Instant.EPOCH);
        users.addTenant(tenant, admin);
    }

    /// These routes, called by the administrator of acme.
    TestApi api(List<Route> routes) {
        return new TestApi(routes, NOW, admin(ACME));
    }

    /// A tenant's administrator.
    static Caller admin(TenantId tenant) {
        return new Caller(tenant, "admin", Role.ofAdministrators(), false);
    }

    /// The operator.
    static Caller operator() {
        return admin(TenantId.MANAGEMENT);
    }

    /// Somebody of acme with these roles.
    static Caller clerk(Role... roles) {
        return new Caller(ACME, "clerk", Set.of(roles), false);
    }

    /// A device of acme.
    static Caller device(String id) {
        return new Caller(ACME, "device_" + id, Role.ofDevices(), true);
    }

    /// Quick, and just as unlike the password as a real hash.
    private static final class Reversed implements Passwords {
        @Override
        public String hash(String password) {
            return new StringBuilder(password).reverse().toString();
        }

        @Override
        public boolean matches(String password, String hash) {
            return hash(password).equals(hash);
        }
    }
}
