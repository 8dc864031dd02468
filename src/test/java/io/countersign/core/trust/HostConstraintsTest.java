package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.Test;

/// Constraints on host names bind alternative names, and alternative names alone (RFC 5280, 4.2.1.10).
class HostConstraintsTest {
    private static UnaryOperator<CertificateSpec> permitting(GeneralName... names) {
        return spec -> spec.nameConstraints(List.of(names), List.of());
    }

    private static GeneralName host(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    private static GeneralName address(String range) {
        return new GeneralName(GeneralName.iPAddress, range);
    }

    private static GeneralName mail(String domain) {
        return new GeneralName(GeneralName.rfc822Name, domain);
    }

    private static GeneralName subject(String name) {
        return new GeneralName(new X500Name(name));
    }

    @Test
    void a_device_without_alternative_names_is_not_held_against_constraints_on_hosts_or_addresses() {
        for (GeneralName permitted : List.of(host("acme.example"), address("10.0.0.0/8"))) {
            TestCa root = TestCa.root("Acme Root", permitting(permitted));
            TestCa issuing = root.issuing("Acme Issuing");
            ChainBench bench = ChainBench.trusting(root);

            assertThat(bench.chains(root.device("pump-1").certificate())).hasSize(1);
            assertThat(bench.chains(root.device("192.168.0.1").certificate())).hasSize(1);
            assertThat(bench.chains(issuing.device("www.other.example").certificate(), issuing.certificate()))
                    .hasSize(1);
        }
    }

    @Test
    void alternative_names_are_held_against_them_whatever_the_common_name_is() {
        TestCa root = TestCa.root("Acme Root", permitting(host("acme.example")));
        ChainBench bench = ChainBench.trusting(root);

        assertThat(bench.chains(root.device("pump-1", spec -> spec.dnsNames("pump.acme.example"))
                        .certificate()))
                .hasSize(1);
        assertThat(reason(
                        bench,
                        root.device("a.acme.example", spec -> spec.dnsNames("pump.other.example"))
                                .certificate()))
                .isEqualTo(Reason.NAME_CONSTRAINTS);
    }

    @Test
    void a_mail_address_in_the_subject_stays_bound_by_constraints_on_such() {
        TestCa root = TestCa.root("Acme Root", permitting(host("acme.example"), mail("acme.example")));
        X509Certificate leaf = root.device(
                        "pump-1",
                        spec -> spec.subject(new X500Principal("EMAILADDRESS=a@other.example, CN=pump-1.acme.example")))
                .certificate();

        assertThat(reason(ChainBench.trusting(root), leaf)).isEqualTo(Reason.NAME_CONSTRAINTS);
    }

    @Test
    void signatures_and_names_still_count() {
        TestCa root = TestCa.root("Acme Root", permitting(host("acme.example")));

        assertThat(reason(
                        ChainBench.trusting(root),
                        root.device("pump-1", CertificateSpec::signedByStranger).certificate()))
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void where_whole_subjects_are_constrained_too_they_are_read_as_they_are() {
        TestCa root = TestCa.root("Acme Root", permitting(host("acme.example"), subject("O=Acme")));
        ChainBench bench = ChainBench.trusting(root);

        assertThat(bench.chains(named(root, "CN=pump.acme.example, O=Acme"))).hasSize(1);
        assertThat(reason(bench, named(root, "CN=pump.acme.example, O=Other"))).isEqualTo(Reason.NAME_CONSTRAINTS);
        assertThat(reason(bench, named(root, "CN=pump-1, O=Acme"))).isEqualTo(Reason.NAME_CONSTRAINTS);
    }

    private static X509Certificate named(TestCa ca, String subject) {
        return ca.device("", spec -> spec.subject(new X500Principal(subject))).certificate();
    }

    private static Reason reason(ChainBench bench, X509Certificate leaf) {
        return bench.refusal(leaf).fault().reason();
    }
}
