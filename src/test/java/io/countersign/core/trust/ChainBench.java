package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.TrustAnchor.Use;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A [ChainCheck] over anchors in memory, for tests that say in one line who trusts what and what comes of it.
public final class ChainBench {
    /// When chains are judged.
    public static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    /// The tenant of whatever is trusted by nobody else.
    public static final TenantId ACME = new TenantId("acme");

    private final InMemoryTrustAnchors anchors = new InMemoryTrustAnchors();
    private final ChainCheck chainCheck = new ChainCheck(anchors, new Asn1CertificateDetails());
    private int uploads;

    /// A bench on which ACME trusts these.
    static ChainBench trusting(TestCa... cas) {
        var bench = new ChainBench();
        for (TestCa ca : cas) {
            bench.trust(ACME, ca.certificate());
        }
        return bench;
    }

    /// The anchors.
    public InMemoryTrustAnchors anchors() {
        return anchors;
    }

    /// Adds an anchor without looking at what is in it.
    public TrustAnchor trust(TenantId tenant, X509Certificate certificate) {
        return trust(tenant, certificate, Sharing.FORBIDDEN);
    }

    /// Adds an anchor whose key may be another tenant's, too.
    TrustAnchor trust(TenantId tenant, X509Certificate certificate, Sharing sharing) {
        return add(upload(tenant, certificate), sharing);
    }

    /// Stores an intermediate.
    TrustAnchor store(TenantId tenant, X509Certificate certificate) {
        return add(upload(tenant, certificate).with(Use.INTERMEDIATE), Sharing.FORBIDDEN);
    }

    private TrustAnchor upload(TenantId tenant, X509Certificate certificate) {
        uploads++;
        return new TrustAnchor(
                new AnchorId(String.format("%016x", uploads)),
                tenant,
                certificate,
                Fingerprint.of(certificate),
                Optional.empty(),
                true,
                false);
    }

    private TrustAnchor add(TrustAnchor anchor, Sharing sharing) {
        assertThat(anchors.add(List.of(anchor), sharing).added()).isEqualTo(TrustAnchors.Added.ADDED);
        return anchors.find(anchor.id()).orElseThrow();
    }

    /// Disables an anchor.
    void disable(TrustAnchor anchor) {
        anchors.replace(anchor.with(anchor.name(), false, anchor.autoRegistration()));
    }

    /// The verdict on a leaf that came with these certificates.
    public ChainVerdict verdict(X509Certificate leaf, X509Certificate... others) {
        return chainCheck.check(chain(leaf, others), NOW);
    }

    /// The proven paths of a leaf that is trusted.
    List<TrustedChain> chains(X509Certificate leaf, X509Certificate... others) {
        ChainVerdict verdict = verdict(leaf, others);
        assertThat(verdict).isInstanceOf(ChainVerdict.Trusted.class);
        return ((ChainVerdict.Trusted) verdict).chains();
    }

    /// Why a leaf is not trusted.
    ChainVerdict.Untrusted refusal(X509Certificate leaf, X509Certificate... others) {
        ChainVerdict verdict = verdict(leaf, others);
        assertThat(verdict).isInstanceOf(ChainVerdict.Untrusted.class);
        return (ChainVerdict.Untrusted) verdict;
    }

    /// What a device showed.
    public static CertificateChain chain(X509Certificate leaf, X509Certificate... others) {
        try {
            return CertificateChain.of(leaf, List.of(others));
        } catch (CertificateChain.TooLong tooLong) {
            throw new IllegalArgumentException(tooLong);
        }
    }
}
