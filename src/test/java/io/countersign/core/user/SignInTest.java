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
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId SUSPENDED = new TenantId("suspended");
    private static final String PASSWORD = "correct horse";

    private final InMemoryTenants tenants = new InMemoryTenants();
    private final InMemoryUsers users = new InMemoryUsers(tenants);
    private final List<String> hashesCompared = new ArrayList<>();
    private final SignIn signIn = new SignIn(tenants, users, new ReversedPasswords());

    /// "Hashes" by reversing, and remembers what it compared.
    private final class ReversedPasswords implements Passwords {
        @Override
        public String hash(String password) {
            return new StringBuilder(password).reverse().toString();
        }

        @Override
        public boolean matches(String password, String hash) {
            hashesCompared.add(hash);
            return hash(password).equals(hash);
        }
    }

    @BeforeEach
    void a_tenant_with_users() {
        for (TenantId id : List.of(ACME, SUSPENDED)) {
            TenantStatus status = id.equals(ACME) ? TenantStatus.ACTIVE : TenantStatus.SUSPENDED;
            var domain = new Domain(id.value() + ".example");
            tenants.add(new Tenant(id, domain, "Acme", "jane", Optional.empty(), status, NOW));
            users.add(user(id, "jane", true));
            users.add(user(id, "left", false));
        }
    }

    private static User user(TenantId tenant, String name, boolean enabled) {
        String hash = new StringBuilder(PASSWORD).reverse().toString();
        var roles = Set.of(Role.ROLE_TENANT_ADMIN);
        return new User(tenant, new UserName(name), hash, Optional.empty(), roles, enabled, NOW);
    }

    @Test
    void a_user_signs_in_with_the_right_password() {
        assertThat(signIn.check(signIn.claimed(ACME, "jane"), PASSWORD))
                .contains(new Caller(ACME, "jane", Set.of(Role.ROLE_TENANT_ADMIN), false));
    }

    @ParameterizedTest
    @CsvSource({
        "acme, jane, wrong horse",
        "acme, jane, ''",
        "acme, Jane, correct horse",
        "acme, john, correct horse",
        "acme, left, correct horse",
        "acme, device_jane, correct horse",
        "acme, jane doe, correct horse",
        "nobody, jane, correct horse",
        "suspended, jane, correct horse"
    })
    void whatever_is_wrong_one_password_is_compared_and_nobody_signs_in(String tenant, String name, String password) {
        assertThat(signIn.check(signIn.claimed(new TenantId(tenant), name), password))
                .isEmpty();
        assertThat(hashesCompared).hasSize(1);
    }

    @Test
    void nobody_signs_in_as_nobody() {
        SignIn.Claimed claimed = signIn.claimed(ACME, "john");

        assertThat(claimed.user()).isEmpty();
        assertThat(signIn.check(claimed, "nobody has this password")).isEmpty();
        assertThat(hashesCompared).containsExactly("drowssap siht sah ydobon");
    }

    @Test
    void a_password_of_over_256_characters_is_not_even_hashed() {
        String longest = "p".repeat(256);
        users.replace(new User(ACME, new UserName("jane"), longest, Optional.empty(), Set.of(), true, NOW));

        assertThat(signIn.check(signIn.claimed(ACME, "jane"), longest)).isPresent();
        assertThat(signIn.check(signIn.claimed(ACME, "jane"), longest + "p")).isEmpty();
        assertThat(hashesCompared).hasSize(1);
    }

    @Test
    void a_user_in_a_log_shows_no_password_hash() {
        assertThat(user(ACME, "jane", true)).hasToString("User[acme/jane]");
    }
}
