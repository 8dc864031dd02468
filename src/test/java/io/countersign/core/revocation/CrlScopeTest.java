package io.countersign.core.revocation;

import static io.countersign.core.revocation.GivenFacts.NOW;
import static io.countersign.core.revocation.GivenFacts.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.revocation.RevocationDemand.Whose;
import io.countersign.core.trust.ChainFault;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.junit.jupiter.api.Test;

/// Lists that are parts, lists of others, and deltas: RFC 5280, 5.2.4, 5.2.5 and 6.3.3.
class CrlScopeTest {
    private final TestCa root = TestCa.root("Acme Root");
    private final TestCa issuing = root.issuing("Acme Issuing");
    private final X509Certificate pump = issuing.device("pump-1").certificate();

    private static Optional<Reason> reason(GivenFacts facts, Whose whose, X509Certificate... path) {
        return facts.fault(whose, path).map(ChainFault::reason);
    }

    private static DistributionPointName named(String uri) {
        return new DistributionPointName(new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
    }

    private static CertificateSpec pointingTo(CertificateSpec spec, DistributionPoint... points) {
        return spec.extension(Extension.cRLDistributionPoints, false, new CRLDistPoint(points));
    }

    private static CrlSpec scoped(CrlSpec spec, IssuingDistributionPoint point) {
        return spec.extension(Extension.issuingDistributionPoint, true, point);
    }

    @Test
    void a_list_for_another_kind_of_certificate_tells_nothing() {
        var forCas = scoped(CrlSpec.of(issuing), new IssuingDistributionPoint(null, false, true, null, false, false));
        var forDevices =
                scoped(CrlSpec.of(issuing), new IssuingDistributionPoint(null, true, false, null, false, false));
        var forAttributes =
                scoped(CrlSpec.of(issuing), new IssuingDistributionPoint(null, false, false, null, false, true));
        var ofRoot = scoped(CrlSpec.of(root), new IssuingDistributionPoint(null, false, true, null, false, false));

        assertThat(reason(GivenFacts.of(forCas), Whose.LEAF, path(pump, issuing, root)))
                .contains(Reason.REVOCATION_UNKNOWN);
        assertThat(reason(GivenFacts.of(forAttributes), Whose.LEAF, path(pump, issuing, root)))
                .contains(Reason.REVOCATION_UNKNOWN);
        assertThat(reason(GivenFacts.of(forDevices, ofRoot), Whose.ALL, path(pump, issuing, root)))
                .isEmpty();
    }

    /// GHSA-pwjx-qhcg-rvj4: several distribution points, lists that are parts, a list of another part.
    @Test
    void a_part_of_a_list_counts_for_the_certificates_that_name_it() {
        var first = new DistributionPoint(named("http://crl.example/1"), null, null);
        var second = new DistributionPoint(named("http://crl.example/2"), null, null);
        X509Certificate ofBoth =
                issuing.device("p", spec -> pointingTo(spec, first, second)).certificate();
        var part1 =
                scoped(CrlSpec.of(issuing), new IssuingDistributionPoint(named("http://crl.example/1"), false, false));
        var part2 = scoped(
                        CrlSpec.of(issuing), new IssuingDistributionPoint(named("http://crl.example/2"), false, false))
                .revoking(ofBoth);
        var part3 = scoped(
                        CrlSpec.of(issuing), new IssuingDistributionPoint(named("http://crl.example/3"), false, false))
                .revoking(ofBoth);

        assertThat(reason(GivenFacts.of(part1), Whose.LEAF, path(ofBoth, issuing, root)))
                .isEmpty();
        assertThat(reason(GivenFacts.of(part1, part2), Whose.LEAF, path(ofBoth, issuing, root)))
                .contains(Reason.REVOKED);
        assertThat(reason(GivenFacts.of(part3), Whose.LEAF, path(ofBoth, issuing, root)))
                .contains(Reason.REVOCATION_UNKNOWN);
    }

    @Test
    void lists_of_some_reasons_must_cover_all_of_them_together() {
        var compromised = scoped(
                CrlSpec.of(issuing),
                new IssuingDistributionPoint(
                        null,
                        false,
                        false,
                        new ReasonFlags(ReasonFlags.keyCompromise | ReasonFlags.cACompromise),
                        false,
                        false));
        var others = scoped(
                CrlSpec.of(issuing),
                new IssuingDistributionPoint(
                        null,
                        false,
                        false,
                        new ReasonFlags(ReasonFlags.affiliationChanged
                                | ReasonFlags.superseded
                                | ReasonFlags.cessationOfOperation
                                | ReasonFlags.certificateHold
                                | ReasonFlags.privilegeWithdrawn
                                | ReasonFlags.aACompromise),
                        false,
                        false));

        assertThat(reason(GivenFacts.of(compromised), Whose.LEAF, path(pump, issuing, root)))
                .contains(Reason.REVOCATION_UNKNOWN);
        assertThat(reason(GivenFacts.of(compromised, others), Whose.LEAF, path(pump, issuing, root)))
                .isEmpty();
    }

    @Test
    void an_indirect_list_counts_where_the_certificate_names_its_issuer() {
        TestCa lists = root.issuing("Acme Lists");
        var ofLists = new GeneralNames(new GeneralName(new X500Name("CN=Acme Lists")));
        X509Certificate pointing = issuing.device(
                        "p", spec -> pointingTo(spec, new DistributionPoint(null, null, ofLists)))
                .certificate();
        var indirect = scoped(CrlSpec.of(lists), new IssuingDistributionPoint(null, false, false, null, true, false));

        assertThat(reason(
                        GivenFacts.of(indirect).knowing(lists.certificate()),
                        Whose.LEAF,
                        path(pointing, issuing, root)))
                .isEmpty();
        assertThat(reason(
                        GivenFacts.of(CrlSpec.of(lists)).knowing(lists.certificate()),
                        Whose.LEAF,
                        path(pointing, issuing, root)))
                .contains(Reason.REVOCATION_UNKNOWN);
    }

    @Test
    void a_delta_adds_to_its_list_and_takes_away_from_it() {
        CrlSpec list = CrlSpec.of(issuing).numbered(5);
        CrlSpec news = CrlSpec.of(issuing).numbered(6).changing(5).revoking(pump);
        CrlSpec held = CrlSpec.of(issuing).numbered(5).revoking(pump.getSerialNumber(), CRLReason.certificateHold);
        CrlSpec released =
                CrlSpec.of(issuing).numbered(7).changing(4).revoking(pump.getSerialNumber(), CRLReason.removeFromCRL);

        assertThat(reason(GivenFacts.of(list, news), Whose.LEAF, path(pump, issuing, root)))
                .contains(Reason.REVOKED);
        assertThat(reason(GivenFacts.of(held), Whose.LEAF, path(pump, issuing, root)))
                .contains(Reason.REVOKED);
        assertThat(reason(GivenFacts.of(held, released), Whose.LEAF, path(pump, issuing, root)))
                .isEmpty();
        assertThat(reason(GivenFacts.of(list, news, released), Whose.LEAF, path(pump, issuing, root)))
                .as("the newest delta counts")
                .isEmpty();
    }

    @Test
    void a_delta_that_does_not_fit_or_is_stale_or_stands_alone_says_nothing() {
        CrlSpec list = CrlSpec.of(issuing).numbered(5);
        for (CrlSpec unfit : new CrlSpec[] {
            CrlSpec.of(issuing).numbered(8).changing(6),
            CrlSpec.of(issuing).numbered(5).changing(4),
            CrlSpec.of(issuing).numbered(6).changing(5).until(NOW.minusSeconds(1)),
            CrlSpec.of(issuing).numbered(6).changing(5).signedBy(root.privateKey()),
            scoped(
                    CrlSpec.of(issuing).numbered(6).changing(5),
                    new IssuingDistributionPoint(null, true, false, null, false, false))
        }) {
            assertThat(reason(GivenFacts.of(list, unfit.revoking(pump)), Whose.LEAF, path(pump, issuing, root)))
                    .isEmpty();
        }
        assertThat(reason(
                        GivenFacts.of(
                                CrlSpec.of(issuing).numbered(6).changing(5).revoking(pump)),
                        Whose.LEAF,
                        path(pump, issuing, root)))
                .contains(Reason.REVOCATION_UNKNOWN);
        assertThat(reason(
                        GivenFacts.of(
                                CrlSpec.of(issuing),
                                CrlSpec.of(issuing).numbered(6).changing(5).revoking(pump)),
                        Whose.LEAF,
                        path(pump, issuing, root)))
                .as("a list without a number has no delta")
                .isEmpty();
    }

    @Test
    void where_distribution_points_cannot_be_read_no_list_is_the_right_one() {
        X509Certificate garbled = issuing.device(
                        "p",
                        spec -> spec.extension(
                                Extension.cRLDistributionPoints,
                                false,
                                new org.bouncycastle.asn1.DEROctetString(new byte[2])))
                .certificate();

        assertThat(reason(GivenFacts.of(CrlSpec.of(issuing)), Whose.LEAF, path(garbled, issuing, root)))
                .contains(Reason.REVOCATION_UNKNOWN);
    }
}
