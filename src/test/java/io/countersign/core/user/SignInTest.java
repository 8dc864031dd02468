package io.countersign.core.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.InMemoryTenants;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignInTest {
    private static final TenantId TENANT = new TenantId("t1");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final InMemoryTenants tenants = new InMemoryTenants();
    private final InMemoryUsers users = new InMemoryUsers(tenants);
    private final CountingPasswords passwords = new CountingPasswords();
    private final SignIn signIn = new SignIn(tenants, users, passwords);

    /// Hashes by writing backwards, and remembers what was compared.
    private static final class CountingPasswords implements Passwords {
        private final List<String> compared = new ArrayList<>();

        @Override
        public String hash(String password) {
            return new StringBuilder(password).reverse().toString();
        }

        @Override
        public boolean matches(String password, String hash) {
            compared.add(hash);
            return hash(password).equals(hash);
        }
    }

    @BeforeEach
    void a_tenant_has_two_users() {
        Tenant tenant = tenant(TenantStatus.ACTIVE);
        users.addTenant(tenant, user("admin", "good password", true));
        users.add(user("gone", "good password", false));
    }

    @Test
    void a_user_signs_in_with_name_and_password() {
        assertThat(caller("t1", "admin", "good password"))
                .contains(new Caller(TENANT, "admin", Set.of(Role.ROLE_TENANT_ADMIN), false));
    }

    @ParameterizedTest
    @CsvSource({
        "t1, admin, bad password",
        "t1, gone, good password",
        "t1, nobody, good password",
        "t2, admin, good password",
        "t1, device_pump, good password",
        "t1, 'not a name', good password",
        "t1, nobody, nobody has this password",
        "t1, gone, nobody has this password",
    })
    void every_failure_looks_alike_and_compares_one_hash(String tenant, String user, String password) {
        assertThat(caller(tenant, user, password)).isEmpty();
        assertThat(passwords.compared).hasSize(1);
    }

    @Test
    void nobody_signs_in_to_a_suspended_tenant() {
        tenants.replace(tenant(TenantStatus.SUSPENDED));

        assertThat(caller("t1", "admin", "good password")).isEmpty();
        assertThat(passwords.compared).hasSize(1);
    }

    @Test
    void a_password_longer_than_any_is_not_even_hashed() {
        String longest = "p".repeat(256);
        users.replace(user("admin", longest, true));

        assertThat(caller("t1", "admin", longest)).isPresent();

        passwords.compared.clear();
        users.replace(user("admin", longest + "p", true));
        assertThat(caller("t1", "admin", longest + "p")).isEmpty();
        assertThat(passwords.compared).isEmpty();
    }

    @Test
    void a_user_does_not_print_the_password_hash() {
        assertThat(user("admin", "good password", true)).hasToString("User[t1/admin]");
    }

    private Optional<Caller> caller(String tenant, String userName, String password) {
        return signIn.check(signIn.claimed(new TenantId(tenant), userName), password);
    }

    private static Tenant tenant(TenantStatus status) {
        return new Tenant(TENANT, new Domain("acme.example"), "Acme", "admin", Optional.empty(), status, NOW);
    }

    private User user(String name, String password, boolean enabled) {
        return new User(
                TENANT,
                new UserName(name),
                passwords.hash(password),
                Optional.empty(),
                Set.of(Role.ROLE_TENANT_ADMIN),
                enabled,
                NOW);
    }
}
