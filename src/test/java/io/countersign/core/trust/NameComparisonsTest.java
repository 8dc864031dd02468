package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// CVE-2025-8916, x509-limbo `nc-dos`: name constraints cost no more than we allow, and fail closed.
class NameComparisonsTest {
    private static List<GeneralName> dnsNames(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new GeneralName(GeneralName.dNSName, "d" + i + ".example"))
                .toList();
    }

    private static Optional<ChainFault> check(List<X509Certificate> certificates) {
        return NameComparisons.check(certificates, new Asn1CertificateDetails());
    }

    private static UnaryOperator<CertificateSpec> excluding(List<GeneralName> names) {
        return spec -> spec.nameConstraints(List.of(), names);
    }

    private static UnaryOperator<CertificateSpec> namedBy(int dnsNames) {
        return spec -> spec.dnsNames(
                IntStream.range(0, dnsNames).mapToObj(i -> "n" + i + ".test").toArray(String[]::new));
    }

    @Test
    void just_over_a_million_comparisons_are_too_many() {
        TestCa root = TestCa.root("Root", excluding(dnsNames(1024)));
        X509Certificate most = root.device("p", namedBy(1024)).certificate();
        X509Certificate tooMany = root.device("p", namedBy(1025)).certificate();

        assertThat(check(List.of(most, root.certificate()))).isEmpty();
        assertThat(check(List.of(tooMany, root.certificate())))
                .hasValueSatisfying(fault -> assertThat(fault.reason()).isEqualTo(Reason.NAME_CONSTRAINTS));
        assertThat(ChainBench.trusting(root).refusal(tooMany).fault().detail())
                .isEqualTo("Certificate 'CN=p' has names that would have to be compared with over 1048576 name"
                        + " constraints.");
    }

    @Test
    void only_names_of_the_kind_that_is_constrained_count() {
        List<GeneralName> addresses = IntStream.range(0, 1025)
                .mapToObj(i -> new GeneralName(GeneralName.iPAddress, "10.0." + i / 256 + "." + i % 256 + "/32"))
                .toList();
        TestCa root = TestCa.root("Root", excluding(addresses));

        assertThat(check(List.of(root.device("p", namedBy(1025)).certificate(), root.certificate())))
                .isEmpty();
    }

    @Test
    void permitted_and_excluded_names_and_those_of_every_ca_of_the_path_count() {
        TestCa root = TestCa.root("Root", spec -> spec.nameConstraints(dnsNames(512), dnsNames(512)));
        TestCa issuing = root.issuing("Issuing", namedBy(1));
        TestCa narrow = root.issuing("Narrow", excluding(dnsNames(1)));
        UnaryOperator<CertificateSpec> names = namedBy(1024);

        assertThat(check(List.of(root.device("p", names).certificate(), root.certificate())))
                .isEmpty();
        assertThat(check(List.of(issuing.device("p", names).certificate(), issuing.certificate(), root.certificate())))
                .isPresent();
        assertThat(check(List.of(narrow.device("p", names).certificate(), narrow.certificate(), root.certificate())))
                .isPresent();
    }

    @Test
    void the_subject_is_a_directory_name() {
        List<GeneralName> directories = IntStream.range(0, 1024)
                .mapToObj(i -> new GeneralName(GeneralName.directoryName, "CN=" + i))
                .toList();
        TestCa root = TestCa.root("Root", excluding(directories));

        assertThat(check(List.of(withDirectoryNames(root, directories.subList(0, 1023)), root.certificate())))
                .isEmpty();
        assertThat(check(List.of(withDirectoryNames(root, directories), root.certificate())))
                .isPresent();
    }

    private static X509Certificate withDirectoryNames(TestCa ca, List<GeneralName> names) {
        var alternatives = new GeneralNames(names.toArray(GeneralName[]::new));
        return ca.device("p", spec -> spec.extension(Extension.subjectAlternativeName, false, alternatives))
                .certificate();
    }

    @Test
    void a_name_of_a_kind_that_cannot_be_compared_is_refused_where_it_is_constrained() {
        var otherName = new GeneralName(
                GeneralName.otherName, new OtherName(new ASN1ObjectIdentifier("1.2.3.4"), new DERUTF8String("x")));
        TestCa root = TestCa.root("Root", excluding(List.of(otherName)));
        ChainBench bench = ChainBench.trusting(root);
        X509Certificate leaf = root.device(
                        "p",
                        spec -> spec.extension(Extension.subjectAlternativeName, false, new GeneralNames(otherName)))
                .certificate();

        assertThat(bench.refusal(leaf).fault().reason()).isEqualTo(Reason.NAME_CONSTRAINTS);
        assertThat(bench.chains(
                        root.device("p", spec -> spec.dnsNames("p.example")).certificate()))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"2, '', a.example", "2, a.example, ''", "6, a.example, mailto:p"})
    void a_name_that_the_jdk_stumbles_over_is_refused(int kind, String constraint, String name) {
        TestCa root = TestCa.root("Root", excluding(List.of(new GeneralName(kind, constraint))));
        var names = new GeneralNames(new GeneralName(kind, name));
        X509Certificate leaf = root.device("p", spec -> spec.extension(Extension.subjectAlternativeName, false, names))
                .certificate();

        assertThat(ChainBench.trusting(root).refusal(leaf).fault().detail())
                .isEqualTo("Certificate 'CN=p' has a name that cannot be compared with the name constraints of a CA"
                        + " above it.");
    }

    @Test
    void names_or_constraints_that_cannot_be_read_are_a_bad_certificate() {
        ASN1Encodable[] broken = {
            new DEROctetString(new byte[] {1}), new DERSequence(new DERSequence(new DERSequence()))
        };
        for (ASN1Encodable value : broken) {
            TestCa root = TestCa.root("Root", spec -> spec.extension(Extension.nameConstraints, false, value));

            assertThat(ChainBench.trusting(root)
                            .refusal(root.device("p").certificate())
                            .fault()
                            .reason())
                    .isEqualTo(Reason.BAD_CERTIFICATE);
        }
        TestCa root = TestCa.root("Root");
        X509Certificate leaf = root.device(
                        "p",
                        spec -> spec.extension(
                                Extension.subjectAlternativeName, false, new DEROctetString(new byte[] {1})))
                .certificate();
        assertThat(ChainBench.trusting(root).refusal(leaf).fault().reason()).isEqualTo(Reason.BAD_CERTIFICATE);
    }
}
