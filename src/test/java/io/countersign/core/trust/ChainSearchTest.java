package io.countersign.core.trust;

import static io.countersign.core.trust.ChainBench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Which path is found among many.
class ChainSearchTest {
    private final TestCa root = TestCa.root("Acme Root");
    private final TestCa middle = root.issuing("Acme Middle");
    private final TestCa issuing = middle.issuing("Acme Issuing");
    private final X509Certificate leaf = issuing.device("pump-1").certificate();

    @Test
    void intermediates_may_come_in_any_order_with_useless_ones_among_them() {
        ChainBench bench = ChainBench.trusting(root);
        List<X509Certificate> shown = new ArrayList<>(List.of(
                issuing.certificate(),
                middle.certificate(),
                root.certificate(),
                leaf,
                TestCa.root("Acme Root").certificate(),
                TestCa.root("Other Root").issuing("Acme Issuing").certificate(),
                TestCa.root("Other Root").device("pump-2").certificate()));
        var order = new Random(7);

        for (int i = 0; i < 10; i++) {
            Collections.shuffle(shown, order);
            List<TrustedChain> chains = bench.chains(leaf, shown.toArray(X509Certificate[]::new));
            assertThat(chains).hasSize(1);
            assertThat(chains.getFirst().path()).containsExactly(leaf, issuing.certificate(), middle.certificate());
            assertThat(chains.getFirst().anchor().certificate()).isEqualTo(root.certificate());
        }
    }

    @Test
    void any_ca_of_the_path_may_be_the_anchor_and_the_nearest_is_taken() {
        assertThat(ChainBench.trusting(issuing).chains(leaf).getFirst().path()).containsExactly(leaf);
        assertThat(ChainBench.trusting(root, middle)
                        .chains(leaf, issuing.certificate(), middle.certificate())
                        .getFirst()
                        .path())
                .containsExactly(leaf, issuing.certificate());
    }

    @Test
    void a_path_with_a_gap_leads_nowhere() {
        ChainBench bench = ChainBench.trusting(root);

        ChainVerdict.Untrusted refusal = bench.refusal(leaf, middle.certificate());

        assertThat(refusal.fault().reason()).isEqualTo(Reason.UNTRUSTED);
        assertThat(refusal.fault().detail())
                .isEqualTo(
                        "Certificate 'CN=pump-1' was issued by 'CN=Acme Issuing', which is no trusted certificate and"
                                + " not among those that were shown.");
        assertThat(refusal.path()).containsExactly(leaf);
        assertThat(refusal.tried()).isEmpty();
    }

    /// CVE-2026-27586: where nobody is trusted, nobody is, neither the CAs of the system.
    @Test
    void a_root_that_only_the_device_shows_is_not_trusted() {
        ChainBench bench = ChainBench.trusting(TestCa.root("Other Root"));

        assertThat(bench.refusal(leaf, issuing.certificate(), middle.certificate(), root.certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.UNTRUSTED);
    }

    @Test
    void extra_certificates_never_name_a_device() {
        X509Certificate foreign = TestCa.root("Foreign").device("intruder").certificate();

        assertThat(ChainBench.trusting(root)
                        .refusal(foreign, leaf, issuing.certificate(), middle.certificate())
                        .fault()
                        .certificate())
                .isEqualTo("CN=intruder");
    }

    @Test
    void of_two_cross_signed_cas_the_one_that_holds_is_found_after_the_other_failed() {
        TestCa old = TestCa.root("Old Root");
        TestCa expired = old.crossSigning(issuing, CertificateSpec::expired);
        ChainBench bench = ChainBench.trusting(old, root);

        List<TrustedChain> chains =
                bench.chains(leaf, expired.certificate(), issuing.certificate(), middle.certificate());

        assertThat(chains.getFirst().anchor().certificate()).isEqualTo(root.certificate());
        assertThat(bench.refusal(leaf, expired.certificate()).fault().reason()).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void of_two_anchors_with_one_key_the_one_that_holds_is_found_after_the_other_failed() {
        TestCa expired = root.crossSigning(root, CertificateSpec::expired);
        ChainBench bench = ChainBench.trusting(expired, root);

        assertThat(bench.chains(root.device("pump-2").certificate())
                        .getFirst()
                        .anchor()
                        .certificate())
                .isEqualTo(root.certificate());
    }

    @Test
    void of_several_faults_that_of_the_path_nearest_to_an_anchor_is_told() {
        TestCa old = TestCa.root("Old Root");
        TestCa expired = old.crossSigning(issuing, CertificateSpec::expired);
        TestCa noCa = old.crossSigning(issuing, CertificateSpec::noCa);
        ChainBench bench = ChainBench.trusting(old);

        assertThat(bench.refusal(leaf, noCa.certificate(), expired.certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.EXPIRED);
        assertThat(bench.refusal(leaf, expired.certificate(), noCa.certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.EXPIRED);
    }

    @Test
    void cas_that_certify_each_other_are_not_walked_round_and_round() {
        TestCa east = TestCa.root("East");
        TestCa west = TestCa.root("West");
        X509Certificate device = east.device("pump-1").certificate();
        X509Certificate[] round = {
            west.crossSigning(east).certificate(), east.crossSigning(west).certificate()
        };

        assertThat(ChainBench.trusting(root).refusal(device, round).fault().reason())
                .isEqualTo(Reason.UNTRUSTED);
        assertThat(ChainBench.trusting(west).chains(device, round)).hasSize(1);
    }

    @Test
    void a_disabled_anchor_refuses_what_leads_to_it() {
        ChainBench bench = new ChainBench();
        TrustAnchor disabled = bench.trust(ACME, issuing.certificate());
        bench.disable(disabled);

        ChainVerdict.Untrusted refusal = bench.refusal(leaf);

        assertThat(refusal.fault().reason()).isEqualTo(Reason.ANCHOR_DISABLED);
        assertThat(refusal.fault().certificate()).isEqualTo("CN=Acme Issuing");
        assertThat(refusal.tried()).map(TrustAnchor::id).contains(disabled.id());
    }

    @Test
    void a_disabled_anchor_refuses_what_leads_through_it_to_another_of_the_same_tenant() {
        ChainBench bench = ChainBench.trusting(root);
        bench.disable(bench.trust(ACME, issuing.certificate()));
        X509Certificate besides =
                middle.issuing("Acme Issuing").device("pump-2").certificate();

        assertThat(bench.refusal(leaf, issuing.certificate(), middle.certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.ANCHOR_DISABLED);
        assertThat(bench.chains(middle.device("pump-3").certificate(), middle.certificate()))
                .hasSize(1);
        assertThat(bench.refusal(besides, middle.certificate()).fault().reason())
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void an_enabled_anchor_on_the_way_does_no_harm() {
        ChainBench bench = ChainBench.trusting(root);
        TrustAnchor onTheWay = bench.trust(
                ACME,
                TestCa.root("Elsewhere")
                        .crossSigning(issuing, CertificateSpec::expired)
                        .certificate());

        assertThat(bench.chains(leaf, issuing.certificate(), middle.certificate())
                        .getFirst()
                        .anchor()
                        .certificate())
                .isEqualTo(root.certificate());
        bench.disable(onTheWay);
        assertThat(bench.refusal(leaf, issuing.certificate(), middle.certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.ANCHOR_DISABLED);
    }

    @Test
    void a_disabled_self_signed_device_is_refused() {
        ChainBench bench = new ChainBench();
        X509Certificate device = TestCa.selfSignedDevice("pump-1").certificate();
        bench.disable(bench.trust(ACME, device));

        assertThat(bench.refusal(device).fault().reason()).isEqualTo(Reason.ANCHOR_DISABLED);
    }
}
