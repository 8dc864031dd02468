package io.countersign.core.trust;

import static io.countersign.core.trust.ChainBench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.Test;

/// Product.md 3.2: a tenant's stored intermediates help its own devices, and nobody else's.
class StoredIntermediatesTest {
    private static final TenantId OTHER = new TenantId("other");

    private ChainBench bench = new ChainBench();
    private final TestCa root = TestCa.root("Acme Root");
    private final TestCa middle = root.issuing("Acme Middle");
    private final TestCa issuing = middle.issuing("Acme Issuing");
    private final X509Certificate leaf = issuing.device("pump-1").certificate();

    private List<TenantId> tenants(X509Certificate... shown) {
        return bench.chains(leaf, shown).stream()
                .map(chain -> chain.anchor().tenant())
                .toList();
    }

    @Test
    void a_device_that_shows_its_leaf_alone_is_led_to_the_anchor() {
        bench.trust(ACME, root.certificate());
        bench.store(ACME, issuing.certificate());
        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.UNTRUSTED);
        bench.store(ACME, middle.certificate());

        TrustedChain chain = bench.chains(leaf).getFirst();

        assertThat(chain.path()).containsExactly(leaf, issuing.certificate(), middle.certificate());
        assertThat(chain.anchor().certificate()).isEqualTo(root.certificate());
    }

    @Test
    void stored_and_shown_ones_may_be_mixed_in_any_order() {
        bench.trust(ACME, root.certificate());
        bench.store(ACME, middle.certificate());
        assertThat(tenants(issuing.certificate())).containsExactly(ACME);

        bench = new ChainBench();
        bench.trust(ACME, root.certificate());
        bench.store(ACME, issuing.certificate());
        assertThat(tenants(middle.certificate())).containsExactly(ACME);
    }

    @Test
    void an_intermediate_is_no_anchor() {
        bench.store(ACME, issuing.certificate());
        bench.store(ACME, middle.certificate());

        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.UNTRUSTED);
        assertThat(bench.refusal(leaf, middle.certificate(), root.certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.UNTRUSTED);
    }

    @Test
    void a_self_signed_device_that_is_stored_as_an_intermediate_does_not_vouch_for_itself() {
        X509Certificate device = TestCa.selfSignedDevice("tedge").certificate();
        bench.store(ACME, device);

        assertThat(bench.refusal(device).fault().reason()).isEqualTo(Reason.UNTRUSTED);
    }

    @Test
    void the_intermediate_of_one_tenant_never_leads_to_the_anchor_of_another() {
        bench.trust(ACME, root.certificate());
        bench.store(OTHER, issuing.certificate());
        bench.store(OTHER, middle.certificate());
        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.UNTRUSTED);

        bench.store(ACME, issuing.certificate());
        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.UNTRUSTED);

        bench.store(ACME, middle.certificate());
        assertThat(tenants()).containsExactly(ACME);
    }

    @Test
    void what_the_device_shows_itself_is_bound_to_no_tenant() {
        bench.trust(ACME, root.certificate());
        bench.store(OTHER, issuing.certificate());

        assertThat(tenants(issuing.certificate(), middle.certificate())).containsExactly(ACME);
    }

    @Test
    void several_tenants_may_store_the_same_one_and_each_is_led_to_its_own_anchor() {
        bench.trust(ACME, root.certificate());
        bench.trust(OTHER, middle.certificate());
        for (TenantId tenant : List.of(ACME, OTHER)) {
            bench.store(tenant, issuing.certificate());
        }
        assertThat(tenants()).containsExactly(OTHER);

        bench.store(ACME, middle.certificate());
        assertThat(tenants()).containsExactlyInAnyOrder(ACME, OTHER);
    }

    @Test
    void a_disabled_one_is_not_used_until_it_is_enabled_and_a_deleted_one_never() {
        bench.trust(ACME, middle.certificate());
        TrustAnchor stored = bench.store(ACME, issuing.certificate());

        bench.disable(stored);
        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.UNTRUSTED);
        assertThat(tenants(issuing.certificate())).containsExactly(ACME);

        bench.anchors().replace(stored);
        assertThat(tenants()).containsExactly(ACME);
        bench.anchors().remove(stored.id());
        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.UNTRUSTED);
    }

    @Test
    void every_rule_holds_for_a_stored_one() {
        bench.trust(ACME, middle.certificate());
        bench.store(ACME, middle.crossSigning(issuing, CertificateSpec::expired).certificate());
        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.EXPIRED);

        bench.store(ACME, middle.crossSigning(issuing, CertificateSpec::noCa).certificate());
        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.EXPIRED);
        bench.store(ACME, issuing.certificate());
        assertThat(tenants()).containsExactly(ACME);
    }

    @Test
    void one_of_the_right_name_and_another_key_leads_nowhere() {
        bench.trust(ACME, middle.certificate());
        bench.store(ACME, middle.issuing("Acme Issuing").certificate());

        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void a_disabled_anchor_on_the_way_refuses_whichever_way_its_certificate_came() {
        bench.trust(ACME, root.certificate());
        bench.store(ACME, issuing.certificate());
        bench.disable(bench.trust(ACME, root.crossSigning(middle).certificate()));
        bench.store(ACME, middle.certificate());

        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.ANCHOR_DISABLED);
    }

    /// A thousand tenants that store the intermediates of one public CA cost as much as one.
    @Test
    void the_number_of_tenants_that_store_one_intermediate_costs_nothing() {
        bench.trust(ACME, root.certificate());
        IntStream.range(0, 1000).forEach(i -> {
            bench.store(new TenantId("t" + i), issuing.certificate());
            bench.store(new TenantId("t" + i), middle.certificate());
        });
        bench.store(ACME, issuing.certificate());
        bench.store(ACME, middle.certificate());

        assertThat(tenants()).containsExactly(ACME);
    }

    @Test
    void of_many_of_one_name_the_one_that_the_leaf_hints_at_is_tried_first() {
        TestCa hinted = middle.issuing(
                "Acme Issuing",
                spec -> spec.extension(
                        Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(new byte[] {7})));
        X509Certificate device = hinted.device(
                        "pump-1",
                        spec -> spec.extension(
                                Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(new byte[] {7})))
                .certificate();
        bench.trust(ACME, middle.certificate());
        IntStream.range(0, 110)
                .forEach(i -> bench.store(
                        new TenantId("t" + i), TestCa.root("Acme Issuing").certificate()));
        bench.store(ACME, hinted.certificate());

        assertThat(bench.chains(device)).hasSize(1);
        assertThat(bench.refusal(hinted.device("pump-2").certificate()).fault().detail())
                .isNotBlank();
    }

    @Test
    void a_copy_without_effect_is_as_good_as_not_there() {
        bench.trust(ACME, middle.certificate());
        TrustAnchor copy = bench.trust(OTHER, middle.certificate(), Sharing.ALLOWED);
        bench.store(OTHER, issuing.certificate());
        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.UNTRUSTED);
        assertThat(tenants(issuing.certificate())).containsExactly(ACME);

        bench.anchors().change(copy.id(), anchor -> anchor.with(Possession.PROVEN));
        assertThat(tenants()).containsExactly(OTHER);
        assertThat(tenants(issuing.certificate())).containsExactly(OTHER);
    }

    /// The copies of others must not eat up the budget of a search: 8 of each of 20 tenants.
    @Test
    void copies_without_effect_cost_nothing() {
        bench.trust(ACME, middle.certificate());
        List<TestCa> copies =
                IntStream.range(0, 8).mapToObj(_ -> root.crossSigning(middle)).toList();
        for (int i = 0; i < 20; i++) {
            for (TestCa copy : copies) {
                bench.trust(new TenantId("t" + i), copy.certificate(), Sharing.ALLOWED);
            }
        }

        assertThat(tenants(issuing.certificate())).containsExactly(ACME);
    }

    @Test
    void a_self_signed_device_that_another_tenant_copied_stays_its_owners() {
        X509Certificate device = TestCa.selfSignedDevice("tedge").certificate();
        bench.trust(ACME, device);
        bench.trust(OTHER, device, Sharing.ALLOWED);

        assertThat(bench.chains(device))
                .extracting(chain -> chain.anchor().tenant())
                .containsExactly(ACME);
    }
}
