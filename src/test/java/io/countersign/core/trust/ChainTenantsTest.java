package io.countersign.core.trust;

import static io.countersign.core.trust.ChainBench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whose device it is. keycloak #52801, CVE-2024-2048: a CA is its key, never its name.
class ChainTenantsTest {
    private static final TenantId OTHER = new TenantId("other");

    private final ChainBench bench = new ChainBench();

    @Test
    void two_tenants_with_cas_of_equal_name_and_different_keys_never_cross() {
        TestCa ours = TestCa.root("Root CA");
        TestCa theirs = TestCa.root("Root CA");
        TrustAnchor ourAnchor = bench.trust(ACME, ours.certificate());
        TrustAnchor theirAnchor = bench.trust(OTHER, theirs.certificate());

        assertThat(bench.chains(ours.device("pump-1").certificate()))
                .extracting(TrustedChain::anchor)
                .containsExactly(ourAnchor);
        assertThat(bench.chains(theirs.device("pump-1").certificate()))
                .extracting(TrustedChain::anchor)
                .containsExactly(theirAnchor);
        assertThat(bench.refusal(TestCa.root("Root CA").device("pump-1").certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void twins_further_up_do_not_cross_either() {
        TestCa ours = TestCa.root("Root CA");
        TestCa theirs = TestCa.root("Root CA");
        TestCa issuing = ours.issuing("Issuing CA");
        TestCa twin = theirs.issuing("Issuing CA");
        bench.trust(ACME, ours.certificate());
        bench.trust(OTHER, theirs.certificate());
        X509Certificate leaf = issuing.device("pump-1").certificate();

        assertThat(bench.chains(leaf, twin.certificate(), issuing.certificate(), theirs.certificate()))
                .extracting(chain -> chain.anchor().tenant())
                .containsExactly(ACME);
        assertThat(bench.refusal(leaf, twin.certificate()).fault().reason()).isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void the_disabled_twin_of_another_tenant_does_not_matter() {
        TestCa root = TestCa.root("Root CA");
        TestCa issuing = root.issuing("Issuing CA");
        bench.trust(ACME, root.certificate());
        bench.disable(bench.trust(OTHER, TestCa.root("Issuing CA").certificate()));
        bench.disable(bench.trust(ACME, TestCa.root("Issuing CA").certificate()));

        assertThat(bench.chains(issuing.device("pump-1").certificate(), issuing.certificate()))
                .hasSize(1);
    }

    /// What it says about the path may change, and then the leaf is its device as well.
    @Test
    void a_tenant_whose_anchor_is_reached_has_a_say_even_if_it_says_no() {
        TestCa root = TestCa.root("Root CA");
        TestCa issuing = root.issuing("Issuing CA");
        bench.trust(OTHER, root.certificate());
        bench.trust(ACME, issuing.certificate());
        bench.trust(new TenantId("third"), TestCa.root("Another CA").certificate());
        var check = new ChainCheck(
                bench.anchors(),
                new Asn1CertificateDetails(),
                (path, anchor, _) -> anchor.tenant().equals(OTHER)
                        ? Optional.of(ChainFault.of(Reason.REVOKED, path.getFirst(), "was revoked"))
                        : Optional.empty());

        ChainVerdict verdict = check.check(
                ChainBench.chain(issuing.device("pump-1").certificate(), issuing.certificate()), ChainBench.NOW);

        assertThat(verdict).isInstanceOfSatisfying(ChainVerdict.Trusted.class, trusted -> {
            assertThat(trusted.chains())
                    .extracting(chain -> chain.anchor().tenant())
                    .containsExactly(ACME);
            assertThat(trusted.reached()).containsExactlyInAnyOrder(ACME, OTHER);
        });
    }

    @Test
    void every_tenant_that_trusts_a_ca_of_the_path_is_found_once() {
        TestCa root = TestCa.root("Root CA");
        TestCa issuing = root.issuing("Issuing CA");
        TrustAnchor above = bench.trust(OTHER, root.certificate());
        TrustAnchor below = bench.trust(ACME, issuing.certificate());
        bench.trust(ACME, TestCa.root("Another CA").certificate());
        X509Certificate leaf = issuing.device("pump-1").certificate();

        assertThat(bench.chains(leaf)).extracting(TrustedChain::anchor).containsExactly(below);
        assertThat(bench.chains(leaf, issuing.certificate()))
                .extracting(TrustedChain::anchor)
                .containsExactlyInAnyOrder(below, above);
    }

    @Test
    void a_disabled_anchor_of_one_tenant_does_not_bind_another() {
        TestCa root = TestCa.root("Root CA");
        TestCa issuing = root.issuing("Issuing CA");
        bench.trust(OTHER, root.certificate());
        bench.disable(bench.trust(ACME, issuing.certificate()));

        assertThat(bench.chains(issuing.device("pump-1").certificate(), issuing.certificate()))
                .extracting(chain -> chain.anchor().tenant())
                .containsExactly(OTHER);
    }

    @Test
    void a_tenant_with_two_anchors_on_the_path_is_found_once() {
        TestCa root = TestCa.root("Root CA");
        TestCa issuing = root.issuing("Issuing CA");
        bench.trust(ACME, root.certificate());
        bench.trust(ACME, issuing.certificate());

        List<TrustedChain> chains = bench.chains(issuing.device("pump-1").certificate(), issuing.certificate());

        assertThat(chains).hasSize(1);
    }
}
