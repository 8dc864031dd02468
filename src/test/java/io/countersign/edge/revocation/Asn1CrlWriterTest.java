package io.countersign.edge.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.countersign.core.revocation.CrlDraft;
import io.countersign.core.revocation.CrlSigner;
import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationReason;
import io.countersign.core.tenant.TenantId;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.cert.CRLReason;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import javax.security.auth.x500.X500Principal;
import org.assertj.core.groups.Tuple;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CRLHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Our own lists, read by the JDK.
class Asn1CrlWriterTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final X500Principal ISSUING = new X500Principal("CN=Acme Issuing,O=Acme");
    private static final X500Principal OTHER = new X500Principal("CN=Other");

    private final Asn1CrlWriter writer = new Asn1CrlWriter();
    private final CrlSigner signer = writer.draw(new TenantId("acme"), NOON);
    private final SequencedMap<X500Principal, Map<BigInteger, Revocation>> entries = new LinkedHashMap<>();

    private void add(X500Principal issuer, long serial, RevocationReason reason) {
        entries.computeIfAbsent(issuer, _ -> new LinkedHashMap<>())
                .put(BigInteger.valueOf(serial), new Revocation(NOON, reason));
    }

    private X509CRL written() throws Exception {
        var draft = new CrlDraft(signer.name(), BigInteger.TEN, NOON, NOON.plus(Duration.ofDays(1)), entries);
        return (X509CRL) CertificateFactory.getInstance("X.509")
                .generateCRL(new ByteArrayInputStream(writer.write(draft, signer)));
    }

    @Test
    void a_list_has_the_head_that_rfc_5280_asks_for_and_its_signature_holds() throws Exception {
        X509CRL list = written();

        list.verify(signer.certificate().getPublicKey());
        assertThat(list.getVersion()).isEqualTo(2);
        assertThat(list.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(list.getIssuerX500Principal()).isEqualTo(signer.name());
        assertThat(list.getThisUpdate().toInstant()).isEqualTo(NOON);
        assertThat(list.getNextUpdate().toInstant()).isEqualTo(NOON.plus(Duration.ofDays(1)));
        assertThat(list.getCriticalExtensionOIDs()).containsExactly("2.5.29.28");
        assertThat(list.getNonCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.20", "2.5.29.35");
        assertThat(list.getRevokedCertificates()).isNull();
        assertThat(AuthorityKeyIdentifier.fromExtensions(new JcaX509CRLHolder(list).getExtensions())
                        .getKeyIdentifierOctets())
                .isEqualTo(SubjectKeyIdentifier.fromExtensions(
                                new JcaX509CertificateHolder(signer.certificate()).getExtensions())
                        .getKeyIdentifier());
    }

    @Test
    void every_entry_is_of_its_issuer_though_only_the_first_names_it() throws Exception {
        add(signer.name(), 1, RevocationReason.UNSPECIFIED);
        add(signer.name(), 2, RevocationReason.UNSPECIFIED);
        add(ISSUING, 3, RevocationReason.KEY_COMPROMISE);
        add(ISSUING, 4, RevocationReason.UNSPECIFIED);
        add(OTHER, 5, RevocationReason.CERTIFICATE_HOLD);
        add(OTHER, 1, RevocationReason.SUPERSEDED);

        List<X509CRLEntry> read = new ArrayList<>(written().getRevokedCertificates());

        assertThat(read)
                .extracting(X509CRLEntry::getSerialNumber, X509CRLEntry::getCertificateIssuer)
                .containsExactlyInAnyOrder(
                        entry(1, null),
                        entry(2, null),
                        entry(3, ISSUING),
                        entry(4, ISSUING),
                        entry(5, OTHER),
                        entry(1, OTHER));
        assertThat(read)
                .filteredOn(entry -> entry.getExtensionValue("2.5.29.29") != null)
                .hasSize(2);
        assertThat(read).allMatch(entry -> entry.getRevocationDate().toInstant().equals(NOON));
        assertThat(read)
                .filteredOn(entry -> entry.getSerialNumber().intValue() == 4)
                .as("unspecified is said by saying nothing")
                .allMatch(entry -> entry.getRevocationReason() == null);
    }

    private static Tuple entry(long serial, @Nullable X500Principal issuer) {
        return tuple(BigInteger.valueOf(serial), issuer);
    }

    @Test
    void every_reason_is_written_as_the_jdk_reads_it() throws Exception {
        List<RevocationReason> reasons = List.of(RevocationReason.values()).stream()
                .filter(reason -> reason != RevocationReason.UNSPECIFIED && reason != RevocationReason.REMOVE_FROM_CRL)
                .toList();
        reasons.forEach(reason -> add(ISSUING, reason.number(), reason));

        X509CRL list = written();

        assertThat(reasons).allSatisfy(reason -> {
            X509CRLEntry entry = list.getRevokedCertificates().stream()
                    .filter(read -> read.getSerialNumber().intValue() == reason.number())
                    .findFirst()
                    .orElseThrow();
            assertThat(entry.getRevocationReason()).isEqualTo(CRLReason.valueOf(reason.name()));
        });
    }

    @Test
    void the_certificate_of_the_key_may_sign_lists_and_nothing_else() throws Exception {
        X509Certificate certificate = signer.certificate();

        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal())
                .isEqualTo(certificate.getIssuerX500Principal())
                .isEqualTo(new X500Principal("CN=acme,O=Countersign CRL"));
        assertThat(certificate.getBasicConstraints()).as("no CA").isEqualTo(-1);
        boolean[] usage = new boolean[9];
        usage[6] = true;
        assertThat(certificate.getKeyUsage()).isEqualTo(usage);
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOON);
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(certificate.getCriticalExtensionOIDs())
                .containsExactlyInAnyOrder(Extension.basicConstraints.getId(), Extension.keyUsage.getId());
    }

    @Test
    void every_tenant_has_a_key_of_its_own() {
        CrlSigner again = writer.draw(new TenantId("acme"), NOON);

        assertThat(again.certificate().getPublicKey())
                .isNotEqualTo(signer.certificate().getPublicKey());
    }
}
