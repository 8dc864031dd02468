package io.countersign.core.trust;

import static io.countersign.core.trust.ChainBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyConstraints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// One broken rule at a time, in the leaf, in the CA above it and in the anchor.
class ChainRulesTest {
    private static final String LEAF = "CN=pump-1";
    private static final String ISSUING = "CN=Acme Issuing";
    private static final String ANCHOR = "CN=Acme Root";

    private static Arguments rule(String name, Reason reason, UnaryOperator<CertificateSpec> deviation) {
        return Arguments.of(name, reason, deviation);
    }

    static Stream<Arguments> rules_of_a_leaf() {
        return Stream.of(
                rule("expired", Reason.EXPIRED, CertificateSpec::expired),
                rule("not yet valid", Reason.NOT_YET_VALID, CertificateSpec::notYetValid),
                rule("signed by a stranger", Reason.BAD_SIGNATURE, CertificateSpec::signedByStranger),
                rule("SHA-1", Reason.WEAK_DIGEST, spec -> spec.signatureAlgorithm("SHA1withECDSA")),
                rule("RSA 1024", Reason.WEAK_KEY, spec -> spec.publicKey(KeyType.rsaOfBits(1024))),
                rule("CA:true", Reason.LEAF_IS_CA, CertificateSpec::ca),
                rule("CA:true of path length 0", Reason.LEAF_IS_CA, spec -> spec.pathLength(0)),
                rule("v1", Reason.BAD_CERTIFICATE, CertificateSpec::version1),
                rule("KU without digitalSignature", Reason.KEY_USAGE, spec -> spec.keyUsage(KeyUsage.keyAgreement)),
                rule("EKU of servers", Reason.BAD_EKU, spec -> spec.purposes(KeyPurposeId.id_kp_serverAuth)),
                rule(
                        "unknown critical extension",
                        Reason.UNKNOWN_CRITICAL_EXTENSION,
                        CertificateSpec::unknownCriticalExtension));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rules_of_a_leaf")
    void a_leaf_that_breaks_a_rule_is_refused(String name, Reason reason, UnaryOperator<CertificateSpec> deviation) {
        TestCa root = TestCa.root("Acme Root");
        X509Certificate leaf = root.device("pump-1", deviation).certificate();

        ChainVerdict.Untrusted refusal = ChainBench.trusting(root).refusal(leaf);

        assertThat(refusal.fault().reason()).isEqualTo(reason);
        assertThat(refusal.fault().certificate()).isEqualTo(LEAF);
        assertThat(refusal.tried()).map(TrustAnchor::certificate).contains(root.certificate());
    }

    static Stream<Arguments> rules_of_a_ca() {
        return Stream.of(
                rule("expired", Reason.EXPIRED, CertificateSpec::expired),
                rule("not yet valid", Reason.NOT_YET_VALID, CertificateSpec::notYetValid),
                rule("CA:false", Reason.NOT_A_CA, CertificateSpec::noCa),
                rule(
                        "neither flag nor usage of a CA",
                        Reason.NOT_A_CA,
                        spec -> spec.without(Extension.basicConstraints).keyUsage()),
                rule("v1", Reason.NOT_A_CA, CertificateSpec::version1),
                rule("KU without keyCertSign", Reason.KEY_USAGE, spec -> spec.keyUsage(KeyUsage.cRLSign)),
                rule(
                        "unknown critical extension",
                        Reason.UNKNOWN_CRITICAL_EXTENSION,
                        CertificateSpec::unknownCriticalExtension));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rules_of_a_ca")
    void a_ca_below_the_anchor_that_breaks_a_rule_is_refused(
            String name, Reason reason, UnaryOperator<CertificateSpec> deviation) {
        TestCa root = TestCa.root("Acme Root");
        TestCa issuing = root.issuing("Acme Issuing", deviation);

        ChainFault fault = ChainBench.trusting(root)
                .refusal(issuing.device("pump-1").certificate(), issuing.certificate())
                .fault();

        assertThat(fault.reason()).isEqualTo(reason);
        assertThat(fault.certificate()).isEqualTo(ISSUING);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rules_of_a_ca")
    void an_anchor_is_bound_by_the_same_rules(String name, Reason reason, UnaryOperator<CertificateSpec> deviation) {
        TestCa root = TestCa.root("Acme Root", deviation);

        ChainFault fault = ChainBench.trusting(root)
                .refusal(root.device("pump-1").certificate())
                .fault();

        assertThat(fault.reason()).isEqualTo(reason);
        assertThat(fault.certificate()).isEqualTo(ANCHOR);
    }

    @Test
    void an_issuing_ca_with_a_bad_signature_or_a_weak_digest_or_key_is_refused() {
        TestCa root = TestCa.root("Acme Root");
        ChainBench bench = ChainBench.trusting(root);

        assertThat(reasonBelow(bench, root.issuing("Acme Issuing", CertificateSpec::signedByStranger)))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(reasonBelow(bench, root.issuing("Acme Issuing", spec -> spec.signatureAlgorithm("SHA1withECDSA"))))
                .isEqualTo(Reason.WEAK_DIGEST);
        assertThat(reasonBelow(bench, root.issuing("Acme Issuing", spec -> spec.key(KeyType.RSA_1024))))
                .isEqualTo(Reason.WEAK_KEY);
    }

    private static Reason reasonBelow(ChainBench bench, TestCa issuing) {
        X509Certificate leaf = issuing.device("pump-1").certificate();
        return bench.refusal(leaf, issuing.certificate()).fault().reason();
    }

    @Test
    void an_anchor_with_a_weak_key_is_refused_and_how_it_was_signed_itself_does_not_matter() {
        TestCa weak = TestCa.root("Acme Root", spec -> spec.key(KeyType.RSA_1024));
        TestCa sha1 = TestCa.root("Acme Root", spec -> spec.signatureAlgorithm("SHA1withECDSA"));
        TestCa strangers = TestCa.root("Acme Root", CertificateSpec::signedByStranger);

        ChainFault fault = ChainBench.trusting(weak)
                .refusal(weak.device("pump-1").certificate())
                .fault();
        assertThat(fault.reason()).isEqualTo(Reason.WEAK_KEY);
        assertThat(fault.certificate()).isEqualTo(ANCHOR);
        assertThat(ChainBench.trusting(sha1).chains(sha1.device("pump-1").certificate()))
                .hasSize(1);
        assertThat(ChainBench.trusting(strangers)
                        .chains(strangers.device("pump-1").certificate()))
                .hasSize(1);
    }

    @Test
    void the_path_length_of_a_ca_counts_the_cas_below_it() {
        TestCa root = TestCa.root("Acme Root");
        TestCa last = root.issuing("Last", spec -> spec.pathLength(0));
        TestCa deeper = last.issuing("Deeper");
        ChainBench bench = ChainBench.trusting(root);

        assertThat(bench.chains(last.device("pump-1").certificate(), last.certificate()))
                .hasSize(1);
        assertThat(bench.refusal(deeper.device("pump-1").certificate(), deeper.certificate(), last.certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.PATH_LENGTH);
    }

    @Test
    void the_path_length_of_the_anchor_binds() {
        TestCa root = TestCa.root("Acme Root", spec -> spec.pathLength(0));
        TestCa issuing = root.issuing("Acme Issuing");
        ChainBench bench = ChainBench.trusting(root);

        assertThat(bench.chains(root.device("pump-1").certificate())).hasSize(1);
        assertThat(bench.refusal(issuing.device("pump-1").certificate(), issuing.certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.PATH_LENGTH);
    }

    private static UnaryOperator<CertificateSpec> onlyNamesOf(String domain) {
        return spec -> spec.nameConstraints(List.of(new GeneralName(GeneralName.dNSName, domain)), List.of());
    }

    @Test
    void the_name_constraints_of_a_ca_and_of_the_anchor_bind() {
        TestCa root = TestCa.root("Acme Root");
        TestCa issuing = root.issuing("Acme Issuing", onlyNamesOf("acme.example"));
        TestCa narrow = TestCa.root("Acme Root", onlyNamesOf("acme.example"));
        UnaryOperator<CertificateSpec> permitted = spec -> spec.dnsNames("pump.acme.example");
        UnaryOperator<CertificateSpec> foreign = spec -> spec.dnsNames("pump.other.example");
        ChainBench bench = ChainBench.trusting(root);
        ChainBench narrowBench = ChainBench.trusting(narrow);

        assertThat(bench.chains(issuing.device("p", permitted).certificate(), issuing.certificate()))
                .hasSize(1);
        assertThat(bench.refusal(issuing.device("p", foreign).certificate(), issuing.certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.NAME_CONSTRAINTS);
        assertThat(narrowBench.chains(narrow.device("p", permitted).certificate()))
                .hasSize(1);
        assertThat(narrowBench
                        .refusal(narrow.device("p", foreign).certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.NAME_CONSTRAINTS);
    }

    @Test
    void a_name_that_the_anchor_excludes_is_refused() {
        TestCa root = TestCa.root(
                "Acme Root",
                spec -> spec.nameConstraints(
                        List.of(), List.of(new GeneralName(GeneralName.dNSName, "secret.example"))));
        ChainBench bench = ChainBench.trusting(root);

        assertThat(bench.refusal(root.device("p", spec -> spec.dnsNames("a.secret.example"))
                                .certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.NAME_CONSTRAINTS);
        assertThat(bench.chains(root.device("p", spec -> spec.dnsNames("a.acme.example"))
                        .certificate()))
                .hasSize(1);
    }

    @Test
    void a_certificate_policy_that_a_ca_requires_must_be_there() {
        TestCa root = TestCa.root("Acme Root");
        TestCa strict = root.issuing(
                "Acme Issuing",
                spec -> spec.extension(
                        Extension.policyConstraints, true, new PolicyConstraints(BigInteger.ZERO, null)));

        assertThat(ChainBench.trusting(root)
                        .refusal(strict.device("pump-1").certificate(), strict.certificate())
                        .fault()
                        .reason())
                .isEqualTo(Reason.POLICY);
    }

    @Test
    void a_certificate_is_valid_from_its_first_to_its_last_second() {
        TestCa root = TestCa.root("Acme Root");
        ChainBench bench = ChainBench.trusting(root);

        assertThat(bench.chains(root.device("p", spec -> spec.valid(NOW, NOW)).certificate()))
                .hasSize(1);
        assertThat(bench.refusal(root.device("p", spec -> spec.valid(NOW.plusSeconds(1), NOW.plusSeconds(2)))
                                .certificate())
                        .fault()
                        .detail())
                .isEqualTo("Certificate 'CN=p' is not valid before 2026-07-01T12:00:01Z.");
        assertThat(bench.refusal(root.device("p", spec -> spec.valid(NOW.minusSeconds(2), NOW.minusSeconds(1)))
                                .certificate())
                        .fault()
                        .detail())
                .isEqualTo("Certificate 'CN=p' expired at 2026-07-01T11:59:59Z.");
    }
}
