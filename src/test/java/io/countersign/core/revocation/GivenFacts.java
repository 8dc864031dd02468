package io.countersign.core.revocation;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.ChainFault;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.OcspSpec;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/// Facts about revocation that a test gives, and the check over them.
final class GivenFacts implements RevocationFacts {
    static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    private final RevocationFormats formats = new Asn1RevocationFormats();
    private final List<Crl> crls = new ArrayList<>();
    private final List<OcspReply> replies = new ArrayList<>();
    private final List<X509Certificate> certificates = new ArrayList<>();

    static GivenFacts of(CrlSpec... lists) {
        var facts = new GivenFacts();
        for (CrlSpec list : lists) {
            facts.crls.add(facts.formats.crl(list.der()));
        }
        return facts;
    }

    GivenFacts with(OcspSpec reply) {
        replies.add(formats.ocspReply(reply.der()));
        return this;
    }

    GivenFacts knowing(X509Certificate certificate) {
        certificates.add(certificate);
        return this;
    }

    /// What is wrong with a path, from the leaf upwards, the anchor last.
    Optional<ChainFault> fault(RevocationDemand.Whose whose, X509Certificate... path) {
        List<X509Certificate> whole = List.of(path);
        List<X509Certificate> below = whole.size() == 1 ? whole : whole.subList(0, whole.size() - 1);
        var demand = new RevocationDemand(whose, RevocationDemand.OCSP_AGE_MAX, Duration.ZERO, false);
        return new RevocationCheck(formats, new Asn1CertificateDetails(), this, demand)
                .check(below, anchor(whole.getLast()), NOW);
    }

    private static TrustAnchor anchor(X509Certificate certificate) {
        return new TrustAnchor(
                new AnchorId("0000000000000001"),
                new TenantId("acme"),
                certificate,
                Fingerprint.of(certificate),
                Optional.empty(),
                true,
                false);
    }

    static X509Certificate[] path(X509Certificate leaf, TestCa... above) {
        return Stream.concat(Stream.of(leaf), Stream.of(above).map(TestCa::certificate))
                .toArray(X509Certificate[]::new);
    }

    @Override
    public List<Crl> crls(X500Principal issuer) {
        return crls.stream().filter(crl -> crl.issuer().equals(issuer)).toList();
    }

    @Override
    public List<OcspReply> ocspReplies(X509Certificate certificate) {
        return replies;
    }

    @Override
    public boolean isPublished(X509Certificate certificate) {
        return !crls(certificate.getIssuerX500Principal()).isEmpty()
                || !formats.distributionPoints(certificate).isEmpty();
    }

    @Override
    public List<X509Certificate> named(X500Principal subject) {
        return certificates.stream()
                .filter(certificate -> certificate.getSubjectX500Principal().equals(subject))
                .toList();
    }
}
