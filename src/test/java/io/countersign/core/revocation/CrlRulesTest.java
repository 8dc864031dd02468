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
import io.countersign.testing.TestDevice;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Revocation by lists: RFC 5280, 6.3.
class CrlRulesTest {
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

    @ParameterizedTest
    @EnumSource(Whose.class)
    void a_certificate_on_a_good_list_is_revoked_whatever_is_demanded(Whose whose) {
        var facts = GivenFacts.of(CrlSpec.of(issuing).revoking(pump), CrlSpec.of(root));

        ChainFault fault = facts.fault(whose, path(pump, issuing, root)).orElseThrow();

        assertThat(fault.reason()).isEqualTo(Reason.REVOKED);
        assertThat(fault.detail())
                .isEqualTo("Certificate 'CN=pump-1' was revoked at 2026-06-01T00:00:00Z (key_compromise).");
    }

    @Test
    void a_revoked_ca_takes_its_devices_with_it() {
        var facts = GivenFacts.of(CrlSpec.of(issuing), CrlSpec.of(root).revoking(issuing.certificate()));

        assertThat(facts.fault(Whose.NOBODY, path(pump, issuing, root)).map(ChainFault::certificate))
                .contains("CN=Acme Issuing");
    }

    @ParameterizedTest
    @EnumSource(Whose.class)
    void a_certificate_on_no_list_is_good(Whose whose) {
        var facts =
                GivenFacts.of(CrlSpec.of(issuing).revoking(BigInteger.ONE, CRLReason.keyCompromise), CrlSpec.of(root));

        assertThat(facts.fault(whose, path(pump, issuing, root))).isEmpty();
    }

    static Stream<Arguments> nothing_known() {
        return Stream.of(
                Arguments.of(Whose.NOBODY, Optional.empty()),
                Arguments.of(Whose.PUBLISHED, Optional.empty()),
                Arguments.of(Whose.LEAF, Optional.of(Reason.REVOCATION_UNKNOWN)),
                Arguments.of(Whose.ALL, Optional.of(Reason.REVOCATION_UNKNOWN)));
    }

    @ParameterizedTest
    @MethodSource("nothing_known")
    void what_nobody_tells_is_refused_as_far_as_it_is_demanded(Whose whose, Optional<Reason> reason) {
        assertThat(reason(GivenFacts.of(), whose, path(pump, issuing, root))).isEqualTo(reason);
    }

    @Test
    void a_certificate_that_says_where_its_status_is_published_must_have_one_where_that_is_demanded() {
        X509Certificate pointing = issuing.device(
                        "pump-2",
                        spec -> pointingTo(spec, new DistributionPoint(named("http://crl.example/1"), null, null)))
                .certificate();

        assertThat(reason(GivenFacts.of(), Whose.PUBLISHED, path(pointing, issuing, root)))
                .contains(Reason.REVOCATION_UNKNOWN);
        assertThat(reason(GivenFacts.of(), Whose.NOBODY, path(pointing, issuing, root)))
                .isEmpty();
        assertThat(reason(GivenFacts.of(CrlSpec.of(issuing)), Whose.PUBLISHED, path(pointing, issuing, root)))
                .isEmpty();
    }

    static Stream<Arguments> ages() {
        return Stream.of(
                Arguments.of(NOW, NOW, true),
                Arguments.of(NOW.plusSeconds(1), NOW.plusSeconds(2), false),
                Arguments.of(NOW.minusSeconds(2), NOW.minusSeconds(1), false));
    }

    @ParameterizedTest
    @MethodSource("ages")
    void a_list_counts_from_its_first_to_its_last_second(Instant from, Instant until, boolean isFresh) {
        var facts = GivenFacts.of(CrlSpec.of(issuing).issuedAt(from).until(until));

        assertThat(reason(facts, Whose.LEAF, path(pump, issuing, root)))
                .isEqualTo(isFresh ? Optional.empty() : Optional.of(Reason.CRL_STALE));
    }

    @Test
    void a_list_without_end_counts_for_seven_days() {
        Instant oldest = NOW.minusSeconds(7 * 86_400);

        assertThat(reason(
                        GivenFacts.of(CrlSpec.of(issuing).issuedAt(oldest).withoutEnd()),
                        Whose.NOBODY,
                        path(pump, issuing, root)))
                .isEmpty();
        assertThat(reason(
                        GivenFacts.of(CrlSpec.of(issuing)
                                .issuedAt(oldest.minusSeconds(1))
                                .withoutEnd()),
                        Whose.NOBODY,
                        path(pump, issuing, root)))
                .contains(Reason.CRL_STALE);
    }

    /// CVE-2021-29653: what was revoked stays so.
    @Test
    void a_stale_list_still_says_who_is_revoked() {
        var facts = GivenFacts.of(CrlSpec.of(issuing).until(NOW.minusSeconds(1)).revoking(pump));

        assertThat(reason(facts, Whose.NOBODY, path(pump, issuing, root))).contains(Reason.REVOKED);
    }

    @Test
    void a_list_that_was_signed_by_somebody_else_or_by_a_key_without_cRLSign_is_invalid() {
        TestCa stranger = TestCa.root("Stranger");
        TestCa mute = root.issuing("Mute", spec -> spec.keyUsage(KeyUsage.keyCertSign));
        X509Certificate ofMute = mute.device("p").certificate();

        assertThat(reason(
                        GivenFacts.of(CrlSpec.of(issuing).signedBy(stranger.privateKey())),
                        Whose.NOBODY,
                        path(pump, issuing, root)))
                .contains(Reason.CRL_INVALID);
        assertThat(reason(GivenFacts.of(CrlSpec.of(mute)), Whose.NOBODY, path(ofMute, mute, root)))
                .contains(Reason.CRL_INVALID);
    }

    /// OpenBao cert.mdx: a serial number counts with the key of its issuer alone.
    @Test
    void a_ca_of_the_same_name_and_another_key_has_no_say() {
        TestCa twin = TestCa.root("Other Root").issuing("Acme Issuing");
        var facts = GivenFacts.of(CrlSpec.of(twin).revoking(pump), CrlSpec.of(issuing))
                .knowing(twin.certificate());

        assertThat(facts.fault(Whose.LEAF, path(pump, issuing, root))).isEmpty();
    }

    @Test
    void a_key_that_the_same_ca_certified_for_lists_may_sign_them_unless_it_was_revoked() {
        TestCa listKey = root.issuing("Acme Issuing", spec -> spec.noCa().keyUsage(KeyUsage.cRLSign));
        CrlSpec list = CrlSpec.of(issuing).signedBy(listKey.privateKey());

        assertThat(reason(
                        GivenFacts.of(list, CrlSpec.of(root)).knowing(listKey.certificate()),
                        Whose.ALL,
                        path(pump, issuing, root)))
                .isEmpty();
        assertThat(reason(
                        GivenFacts.of(list, CrlSpec.of(root).revoking(listKey.certificate()))
                                .knowing(listKey.certificate()),
                        Whose.ALL,
                        path(pump, issuing, root)))
                .contains(Reason.CRL_INVALID);
        assertThat(reason(GivenFacts.of(list, CrlSpec.of(root)), Whose.LEAF, path(pump, issuing, root)))
                .contains(Reason.CRL_INVALID);
    }

    @Test
    void a_device_cannot_sign_the_list_of_its_ca() {
        TestDevice device =
                issuing.device("Acme Issuing", spec -> spec.keyUsage(KeyUsage.digitalSignature, KeyUsage.cRLSign));
        CrlSpec forged = CrlSpec.of(issuing).signedBy(device.privateKey());
        X509Certificate itself = device.certificate();

        assertThat(reason(GivenFacts.of(forged).knowing(itself), Whose.LEAF, path(itself, issuing, root)))
                .contains(Reason.CRL_INVALID);
    }

    @Test
    void a_leaf_that_is_its_own_anchor_is_on_nobodys_list() {
        X509Certificate itself = TestCa.selfSignedDevice("tedge-1").certificate();

        assertThat(GivenFacts.of().fault(Whose.ALL, itself)).isEmpty();
    }
}
