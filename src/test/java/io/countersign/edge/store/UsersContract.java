package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantStatus;
import io.countersign.core.user.User;
import io.countersign.core.user.UserName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [io.countersign.core.user.Users] does.
abstract class UsersContract {
    private static final UserName EVE = new UserName("eve");

    abstract Stores stores();

    @Test
    void a_tenant_comes_with_its_first_user() {
        var stores = stores();

        assertThat(stores.users().addTenant(Samples.tenant(ACME), Samples.user(ACME, "admin")))
                .isTrue();

        assertThat(stores.tenants().find(ACME)).contains(Samples.tenant(ACME));
        assertThat(stores.users().of(ACME)).containsExactly(Samples.user(ACME, "admin"));
    }

    @Test
    void a_tenant_with_a_taken_id_or_domain_is_not_added_nor_is_its_user() {
        var stores = stores().withTwoTenants();
        var third = new TenantId("third");
        Tenant acme = Samples.tenant(ACME);
        var sameDomain =
                new Tenant(third, acme.domain(), "Third", "eve", Optional.empty(), TenantStatus.ACTIVE, Samples.NOON);

        assertThat(stores.users().addTenant(acme, Samples.user(ACME, "eve"))).isFalse();
        assertThat(stores.users().addTenant(sameDomain, Samples.user(third, "eve")))
                .isFalse();

        assertThat(stores.users().find(ACME, EVE)).isEmpty();
        assertThat(stores.users().find(third, EVE)).isEmpty();
        assertThat(stores.tenants().count()).isEqualTo(2);
    }

    @Test
    void a_user_is_found_in_its_own_tenant_only() {
        var users = stores().withTwoTenants().users();
        assertThat(users.find(ACME, EVE)).isEmpty();

        assertThat(users.add(Samples.user(ACME, "eve"))).isTrue();
        assertThat(users.add(Samples.user(ACME, "eve"))).isFalse();

        assertThat(users.find(ACME, EVE)).contains(Samples.user(ACME, "eve"));
        assertThat(users.find(OTHER, EVE)).isEmpty();
    }

    @Test
    void users_are_ordered_by_name() {
        var users = stores().withTwoTenants().users();
        List.of("zoe", "Bob", "carl").forEach(name -> users.add(Samples.user(ACME, name)));

        assertThat(users.of(ACME))
                .extracting(user -> user.name().value())
                .containsExactly("Bob", "admin", "carl", "zoe");
    }

    @Test
    void a_changed_user_is_found_changed() {
        var users = stores().withTwoTenants().users();
        var changed = new User(ACME, EVE, "another hash", Optional.empty(), Set.of(), false, Samples.NOON);

        assertThat(users.replace(changed)).isFalse();
        users.add(Samples.user(ACME, "eve"));
        assertThat(users.replace(changed)).isTrue();

        assertThat(users.find(ACME, EVE)).contains(changed);
        assertThat(users.find(ACME, EVE).orElseThrow().passwordHash()).isEqualTo("another hash");
    }

    @Test
    void a_removed_user_is_gone_and_cannot_be_removed_again() {
        var users = stores().withTwoTenants().users();
        users.add(Samples.user(ACME, "eve"));
        users.find(ACME, EVE);

        assertThat(users.remove(ACME, EVE)).isTrue();
        assertThat(users.remove(ACME, EVE)).isFalse();

        assertThat(users.find(ACME, EVE)).isEmpty();
        assertThat(users.of(ACME)).hasSize(1);
    }
}
