package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.OTHER;
import static io.countersign.edge.store.Samples.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.testing.TestCa;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [io.countersign.core.tenant.Tenants] does.
abstract class TenantsContract {
    abstract Stores stores();

    private Stores twoTenants() {
        return stores().withTwoTenants();
    }

    @Test
    void a_tenant_is_found_by_id_and_by_domain() {
        var tenants = twoTenants().tenants();

        assertThat(tenants.find(ACME)).contains(Samples.tenant(ACME));
        assertThat(tenants.withDomain(new Domain("acme.example.com"))).contains(Samples.tenant(ACME));
        assertThat(tenants.find(new TenantId("nobody"))).isEmpty();
        assertThat(tenants.withDomain(new Domain("nobody.example.com"))).isEmpty();
    }

    @Test
    void pages_are_ordered_by_id() {
        var tenants = twoTenants().tenants();

        assertThat(tenants.count()).isEqualTo(2);
        assertThat(tenants.page(new Page(1, 1))).extracting(Tenant::id).containsExactly(ACME);
        assertThat(tenants.page(new Page(2, 1))).extracting(Tenant::id).containsExactly(OTHER);
        assertThat(tenants.page(new Page(3, 1))).isEmpty();
    }

    @Test
    void a_changed_tenant_is_found_under_its_new_domain_only() {
        var tenants = twoTenants().tenants();
        Tenant changed = Samples.suspended(Samples.tenant(ACME));

        assertThat(tenants.replace(changed)).isTrue();

        assertThat(tenants.find(ACME)).contains(changed);
        assertThat(tenants.withDomain(changed.domain())).contains(changed);
        assertThat(tenants.withDomain(new Domain("acme.example.com"))).isEmpty();
    }

    @Test
    void the_domain_of_another_tenant_cannot_be_taken() {
        var tenants = twoTenants().tenants();
        Tenant acme = Samples.tenant(ACME);
        var greedy = new Tenant(
                ACME,
                new Domain("other.example.com"),
                acme.company(),
                acme.adminName(),
                acme.adminEmail(),
                acme.status(),
                acme.createdAt());

        assertThat(tenants.replace(greedy)).isFalse();

        assertThat(tenants.find(ACME)).contains(acme);
    }

    @Test
    void a_tenant_that_is_gone_cannot_be_changed_or_removed() {
        var tenants = stores().tenants();

        assertThat(tenants.replace(Samples.tenant(ACME))).isFalse();
        assertThat(tenants.remove(ACME)).isFalse();
    }

    @Test
    void all_that_belongs_to_a_removed_tenant_goes_with_it() {
        var stores = twoTenants();
        TestCa ca = TestCa.root("Acme Root");
        var anchor = Samples.anchor(ACME, ca.certificate());
        var option = new TenantOption(new TenantOption.Name("a", "b"), "c", true);
        stores.trust(anchor);
        stores.options().put(ACME, List.of(option));
        stores.devices().register(Samples.device(ACME, "pump"));
        stores.issuedTokens().update(ACME, PUMP, _ -> Samples.issued(0));

        assertThat(stores.tenants().remove(ACME)).isTrue();
        stores.users().addTenant(Samples.tenant(ACME), Samples.user(ACME, "boss"));

        assertThat(stores.anchors().find(anchor.id())).isEmpty();
        assertThat(stores.anchors().named(ca.certificate().getSubjectX500Principal()))
                .isEmpty();
        assertThat(stores.options().all(ACME)).isEmpty();
        assertThat(stores.devices().find(ACME, PUMP)).isEmpty();
        assertThat(stores.issuedTokens().find(ACME, PUMP)).isEmpty();
        assertThat(stores.users().of(ACME)).containsExactly(Samples.user(ACME, "boss"));
        assertThat(stores.users().of(OTHER)).hasSize(1);
    }
}
