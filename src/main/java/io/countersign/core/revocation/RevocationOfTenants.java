package io.countersign.core.revocation;

import io.countersign.core.revocation.RevocationDemand.Whose;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOptions;
import io.countersign.core.trust.CertificateDetails;
import io.countersign.core.trust.ChainFault;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.core.trust.PathTest;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// Whether a certificate of a path was taken back, in the way that its tenant wants that to be looked at. All is
/// decided from memory; what is missing is told to whoever fetches, and the request does not wait for it.
public final class RevocationOfTenants implements PathTest {
    /// How long at most a decision on lists is taken for the next one's.
    private static final Duration LISTS_LAST = Duration.ofSeconds(10);

    private final Known known;
    private final RevocationFormats formats;
    private final CertificateDetails details;

    /// @param details reads certificates
    public RevocationOfTenants(Known known, RevocationFormats formats, CertificateDetails details) {
        this.known = known;
        this.formats = formats;
        this.details = details;
    }

    /// The stores that hold what is known.
    public record Known(TenantOptions options, TrustAnchors anchors, RevokedCertificates byHand, Crls crls) {}

    @Override
    public Optional<ChainFault> check(List<X509Certificate> path, TrustAnchor anchor, Instant now) {
        TenantId tenant = anchor.tenant();
        RevocationSettings settings = RevocationSettings.of(tenant, known.options());
        if (!settings.isLookedAt()) {
            return Optional.empty();
        }
        Optional<ChainFault> byHand = byHand(path, anchor);
        if (byHand.isPresent() || known.crls().of(tenant).isEmpty()) {
            return byHand;
        }
        var demand = new RevocationDemand(Whose.NOBODY, RevocationDemand.OCSP_AGE_MAX, settings.grace(), false);
        return new RevocationCheck(formats, details, new OfTenant(tenant), demand)
                .check(path, anchor, now)
                .filter(fault -> fault.reason() == Reason.REVOKED || !settings.isOpen());
    }

    private Optional<ChainFault> byHand(List<X509Certificate> path, TrustAnchor anchor) {
        if (known.byHand().count(anchor.tenant()) == 0) {
            return Optional.empty();
        }
        List<CertificateRef> refs = CertificateRef.ofPath(path, anchor.certificate());
        for (int i = 0; i < refs.size(); i++) {
            X509Certificate certificate = path.get(i);
            Optional<Revocation> revocation = known.byHand().find(anchor.tenant(), refs.get(i));
            if (revocation.isPresent()) {
                return revocation.map(found -> ChainFault.of(Reason.REVOKED, certificate, found.rule()));
            }
        }
        return Optional.empty();
    }

    /// Whether one of these certificates was taken back, as far as the tenant wants that to be looked at.
    public boolean isAnyRevoked(TenantId tenant, List<CertificateRef> certificates) {
        return RevocationSettings.of(tenant, known.options()).isLookedAt()
                && certificates.stream()
                        .anyMatch(certificate -> known.byHand()
                                        .find(tenant, certificate)
                                        .isPresent()
                                || known.crls().find(tenant, certificate).isPresent());
    }

    /// The last moment at which the facts say the same as now, if none is added. Certificates taken back by hand say
    /// the same for ever; lists get too old, so what they say is taken for a few seconds only.
    public Instant lasts(TenantId tenant, Instant now) {
        RevocationSettings settings = RevocationSettings.of(tenant, known.options());
        List<KeptCrl> lists = known.crls().of(tenant);
        if (!settings.isLookedAt() || lists.isEmpty()) {
            return Instant.MAX;
        }
        return lists.stream()
                .map(kept -> kept.list().header().freshUntil().plus(settings.grace()))
                .filter(end -> !end.isBefore(now))
                .reduce(now.plus(LISTS_LAST), (one, other) -> one.isBefore(other) ? one : other);
    }

    /// What is known for one tenant. Only its own CA certificates may have signed a list.
    private final class OfTenant implements RevocationFacts {
        private final TenantId tenant;

        OfTenant(TenantId tenant) {
            this.tenant = tenant;
        }

        @Override
        public List<Crl> crls(X500Principal issuer) {
            return known.crls().issuedBy(tenant, issuer);
        }

        @Override
        public List<OcspReply> ocspReplies(X509Certificate certificate) {
            return List.of();
        }

        @Override
        public List<X509Certificate> named(X500Principal subject) {
            return known.anchors().named(subject).stream()
                    .filter(entry -> entry.tenant().equals(tenant))
                    .map(TrustAnchor::certificate)
                    .toList();
        }
    }
}
