package io.countersign.core.revocation;

import static io.countersign.core.revocation.GivenFacts.NOW;
import static io.countersign.core.revocation.GivenFacts.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.revocation.RevocationDemand.Whose;
import io.countersign.core.trust.ChainFault;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.OcspSpec;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Revocation by OCSP: RFC 6960, 3.2. CVE-2026-29145 and others: nothing odd is ever good.
class OcspRulesTest {
    private final TestCa root = TestCa.root("Acme Root");
    private final X509Certificate pump = root.device("pump-1").certificate();

    private Optional<Reason> reason(OcspSpec... replies) {
        var facts = GivenFacts.of();
        for (OcspSpec reply : replies) {
            facts.with(reply);
        }
        return facts.fault(Whose.LEAF, path(pump, root)).map(ChainFault::reason);
    }

    private OcspSpec good() {
        return OcspSpec.of(root).good(pump);
    }

    private static CertificateSpec signsOcsp(CertificateSpec spec) {
        return spec.purposes(KeyPurposeId.id_kp_OCSPSigning);
    }

    @Test
    void an_answer_of_the_issuer_counts_however_it_names_things() {
        assertThat(reason(good())).isEmpty();
        assertThat(reason(OcspSpec.of(root).namedByKey().good(pump))).isEmpty();
        assertThat(reason(OcspSpec.of(root)
                        .digest(NISTObjectIdentifiers.id_sha256)
                        .good(pump)))
                .isEmpty();
        assertThat(reason(OcspSpec.of(root).revoked(pump))).contains(Reason.REVOKED);
        assertThat(reason(OcspSpec.of(root).unknown(pump))).contains(Reason.REVOCATION_UNKNOWN);
    }

    @Test
    void revoked_wins_over_good_in_one_answer_and_in_several() {
        assertThat(reason(good().revoked(pump))).contains(Reason.REVOKED);
        assertThat(reason(good(), OcspSpec.of(root).revoked(pump))).contains(Reason.REVOKED);
        assertThat(reason(OcspSpec.of(root).unknown(pump).good(pump))).contains(Reason.REVOCATION_UNKNOWN);
        assertThat(reason(good(), OcspSpec.of(root).unknown(pump))).isEmpty();
    }

    /// CVE-2026-58062, CVE-2024-2660: an answer about a sibling.
    @Test
    void an_answer_about_another_certificate_or_of_another_issuer_does_not_count() {
        X509Certificate sibling = root.device("pump-2").certificate();
        TestCa other = TestCa.root("Acme Root");

        assertThat(reason(OcspSpec.of(root).good(sibling))).contains(Reason.OCSP_INVALID);
        assertThat(reason(OcspSpec.of(other).good(pump))).contains(Reason.OCSP_INVALID);
        assertThat(reason(OcspSpec.of(other).signedBy(root.privateKey()).good(pump)))
                .contains(Reason.OCSP_INVALID);
        assertThat(reason(OcspSpec.of(root).signedBy(other.privateKey()).good(pump)))
                .contains(Reason.OCSP_INVALID);
    }

    @Test
    void whom_the_issuer_certified_for_it_may_answer() {
        assertThat(reason(OcspSpec.of(root)
                        .by(root.device("ocsp", OcspRulesTest::signsOcsp))
                        .good(pump)))
                .isEmpty();
    }

    static Stream<Arguments> delegates() {
        TestCa stranger = TestCa.root("Stranger");
        return Stream.of(
                Arguments.of("for something else", delegate(ca -> ca.device("ocsp"))),
                Arguments.of(
                        "without a purpose",
                        delegate(ca -> ca.device(
                                "ocsp", spec -> spec.without(org.bouncycastle.asn1.x509.Extension.extendedKeyUsage)))),
                Arguments.of("of somebody else", delegate(_ -> stranger.device("ocsp", OcspRulesTest::signsOcsp))),
                Arguments.of(
                        "of a CA of the same name",
                        delegate(_ -> TestCa.root("Acme Root").device("ocsp", OcspRulesTest::signsOcsp))),
                Arguments.of(
                        "expired",
                        delegate(ca -> ca.device("ocsp", spec -> signsOcsp(spec).expired()))),
                Arguments.of(
                        "certified by a CA below",
                        delegate(ca -> ca.issuing("Below").device("ocsp", OcspRulesTest::signsOcsp))));
    }

    private static Function<TestCa, TestDevice> delegate(Function<TestCa, TestDevice> delegate) {
        return delegate;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("delegates")
    void nobody_else_may(String name, Function<TestCa, TestDevice> delegate) {
        assertThat(reason(OcspSpec.of(root).by(delegate.apply(root)).good(pump)))
                .contains(Reason.OCSP_INVALID);
    }

    static Stream<Arguments> times() {
        return Stream.of(
                Arguments.of(NOW, NOW, true),
                Arguments.of(NOW.plusSeconds(1), NOW.plusSeconds(2), false),
                Arguments.of(NOW.minusSeconds(2), NOW.minusSeconds(1), false));
    }

    @ParameterizedTest
    @MethodSource("times")
    void an_answer_counts_from_its_first_to_its_last_second(Instant from, Instant until, boolean isFresh) {
        assertThat(reason(OcspSpec.of(root).from(from).until(until).good(pump)))
                .isEqualTo(isFresh ? Optional.empty() : Optional.of(Reason.OCSP_INVALID));
    }

    @Test
    void an_answer_without_end_counts_for_seven_days() {
        Instant oldest = NOW.minusSeconds(7 * 86_400);

        assertThat(reason(OcspSpec.of(root).withoutEnd().from(oldest).good(pump)))
                .isEmpty();
        assertThat(reason(OcspSpec.of(root)
                        .withoutEnd()
                        .from(oldest.minusSeconds(1))
                        .good(pump)))
                .contains(Reason.OCSP_INVALID);
    }

    @Test
    void critical_extensions_that_nobody_knows_and_weak_digests_make_it_invalid() {
        assertThat(reason(OcspSpec.of(root).strangeAnswers().good(pump))).contains(Reason.OCSP_INVALID);
        assertThat(reason(OcspSpec.of(root).strange().good(pump))).contains(Reason.OCSP_INVALID);
        assertThat(reason(OcspSpec.of(root).algorithm("SHA1withECDSA").good(pump)))
                .contains(Reason.OCSP_INVALID);
    }

    @Test
    void a_list_tells_what_an_answer_does_not_and_what_either_revokes_is_revoked() {
        var listed = GivenFacts.of(CrlSpec.of(root)).with(OcspSpec.of(root).unknown(pump));
        var revokedOnList = GivenFacts.of(CrlSpec.of(root).revoking(pump)).with(good());
        var revokedByAnswer =
                GivenFacts.of(CrlSpec.of(root)).with(OcspSpec.of(root).revoked(pump));
        var staleList =
                GivenFacts.of(CrlSpec.of(root).until(NOW.minusSeconds(1))).with(good());

        assertThat(listed.fault(Whose.ALL, path(pump, root))).isEmpty();
        assertThat(revokedOnList.fault(Whose.ALL, path(pump, root)).map(ChainFault::reason))
                .contains(Reason.REVOKED);
        assertThat(revokedByAnswer.fault(Whose.ALL, path(pump, root)).map(ChainFault::reason))
                .contains(Reason.REVOKED);
        assertThat(staleList.fault(Whose.ALL, path(pump, root))).isEmpty();
    }
}
