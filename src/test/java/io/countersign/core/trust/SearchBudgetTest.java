package io.countersign.core.trust;

import static io.countersign.core.trust.ChainBench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// GHSA-fh2r-99q2-6mmg: no chain and no set of anchors makes a search dear; at most 100 signatures are checked.
class SearchBudgetTest {
    private static final String NAME = "Device CA";
    private static final List<TestCa> TWINS =
            IntStream.range(0, 100).mapToObj(_ -> TestCa.root(NAME)).toList();

    private final ChainBench bench = new ChainBench();
    private final TestCa ours = TestCa.root(NAME, spec -> identifiedBy(spec, 7));
    private int tenants;

    private static CertificateSpec identifiedBy(CertificateSpec spec, int key) {
        return spec.extension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(new byte[] {(byte) key}));
    }

    private static UnaryOperator<CertificateSpec> signedByKey(int key) {
        return spec -> spec.extension(
                Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(new byte[] {(byte) key}));
    }

    @BeforeEach
    void tenants_are_numbered() {
        tenants = 0;
    }

    private void trustTwins(int count) {
        for (TestCa twin : TWINS.subList(0, count)) {
            bench.trust(new TenantId("t" + tenants++), twin.certificate());
        }
    }

    @Test
    void an_anchor_behind_98_of_its_name_is_found_by_trying() {
        trustTwins(98);
        TrustAnchor anchor = bench.trust(ACME, ours.certificate());

        assertThat(bench.chains(ours.device("p").certificate()))
                .extracting(TrustedChain::anchor)
                .containsExactly(anchor);
    }

    @Test
    void an_anchor_behind_99_of_its_name_is_found_by_its_key_identifier_only() {
        trustTwins(99);
        TrustAnchor anchor = bench.trust(ACME, ours.certificate());
        X509Certificate withHint = ours.device("p", signedByKey(7)).certificate();
        X509Certificate withFalseHint = ours.device("p", signedByKey(8)).certificate();

        assertThat(bench.chains(withHint)).extracting(TrustedChain::anchor).containsExactly(anchor);
        for (X509Certificate leaf : List.of(withFalseHint, ours.device("p").certificate())) {
            assertThat(bench.refusal(leaf).fault().reason()).isIn(Reason.UNTRUSTED, Reason.BAD_SIGNATURE);
        }
    }

    @Test
    void an_anchor_with_the_right_hint_and_the_wrong_key_is_not_believed() {
        TestCa liar = TestCa.root(NAME, spec -> identifiedBy(spec, 7));
        bench.trust(ACME, liar.certificate());
        trustTwins(1);

        assertThat(bench.refusal(ours.device("p", signedByKey(7)).certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.BAD_SIGNATURE);
        TrustAnchor anchor = bench.trust(new TenantId("ours"), ours.certificate());
        assertThat(bench.chains(ours.device("p", signedByKey(7)).certificate()))
                .extracting(TrustedChain::anchor)
                .containsExactly(anchor);
    }

    @Test
    void a_hint_that_cannot_be_read_is_none() {
        trustTwins(1);
        bench.trust(ACME, ours.certificate());
        X509Certificate leaf = ours.device(
                        "p",
                        spec -> spec.extension(
                                Extension.authorityKeyIdentifier, false, new DEROctetString(new byte[] {1, 5})))
                .certificate();

        assertThat(bench.chains(leaf)).hasSize(1);
    }

    @Test
    void namesakes_behind_the_anchor_do_not_hide_it() {
        bench.trust(ACME, ours.certificate());
        trustTwins(100);

        assertThat(bench.chains(ours.device("p").certificate())).hasSize(1);
    }

    /// Nine CAs of one name, each certified by the next: a hundred thousand ways round, and none leads out.
    @Test
    void a_bag_of_cross_signed_cas_of_one_name_ends_the_search_early() {
        var bag = new ArrayList<X509Certificate>();
        for (int i = 0; i < 9; i++) {
            bag.add(TWINS.get((i + 1) % 9).crossSigning(TWINS.get(i)).certificate());
        }
        X509Certificate leaf = TWINS.getFirst().device("p").certificate();
        X509Certificate[] shown = bag.toArray(X509Certificate[]::new);
        bench.trust(ACME, ours.certificate());

        assertThat(bench.refusal(leaf, shown).fault().reason()).isIn(Reason.UNTRUSTED, Reason.BAD_SIGNATURE);
        bench.trust(ACME, TWINS.getFirst().certificate());
        assertThat(bench.chains(leaf, shown)).hasSize(1);
    }

    /// The same link in many certificates: each is another way up.
    @Test
    void many_certificates_of_the_same_cas_are_not_all_combined() {
        TestCa low = TestCa.root("Low");
        TestCa middle = TestCa.root("Middle");
        TestCa high = TestCa.root("High");
        var bag = new ArrayList<X509Certificate>();
        for (int i = 0; i < 3; i++) {
            bag.add(middle.crossSigning(low).certificate());
            bag.add(high.crossSigning(middle).certificate());
            bag.add(ours.crossSigning(high, CertificateSpec::expired).certificate());
        }
        bench.trust(ACME, ours.certificate());

        ChainVerdict.Untrusted refusal =
                bench.refusal(low.device("p").certificate(), bag.toArray(X509Certificate[]::new));

        assertThat(refusal.fault().reason()).isEqualTo(Reason.EXPIRED);
    }
}
