package io.countersign.core.revocation;

import io.countersign.core.revocation.KeptCrl.Origin;
import io.countersign.core.revocation.OcspReply.Status;
import io.countersign.core.revocation.Outside.Wish;
import io.countersign.core.revocation.RevocationDemand.Whose;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOptions;
import io.countersign.core.trust.CertificateDetails;
import io.countersign.core.trust.ChainFault;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.core.trust.PathTest;
import io.countersign.core.trust.Thumbprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/// Whether a certificate of a path was taken back, in the way that its tenant wants that to be looked at. All is
/// decided from memory; what is missing is told to whoever fetches, and the request does not wait for it.
public final class RevocationOfTenants implements PathTest {
    /// How long at most a decision on lists is taken for the next one's.
    private static final Duration LISTS_LAST = Duration.ofSeconds(10);

    private final Known known;
    private final RevocationFormats formats;
    private final CertificateDetails details;
    private final LongAdder passedOpen = new LongAdder();

    /// @param details reads certificates
    public RevocationOfTenants(Known known, RevocationFormats formats, CertificateDetails details) {
        this.known = known;
        this.formats = formats;
        this.details = details;
    }

    /// The stores that hold what is known, and whoever adds to it.
    public record Known(
            TenantOptions options,
            TrustAnchors anchors,
            RevokedLookUp byHand,
            Crls crls,
            RecentAnswers answers,
            Outside outside) {}

    @Override
    public Optional<ChainFault> check(List<X509Certificate> path, TrustAnchor anchor, Instant now) {
        TenantId tenant = anchor.tenant();
        RevocationSettings settings = RevocationSettings.of(tenant, known.options());
        Optional<ChainFault> byHand = settings.offline() ? byHand(path, anchor) : Optional.empty();
        if (byHand.isPresent()) {
            return byHand;
        }
        if (settings.asksOutside() && !path.getFirst().equals(anchor.certificate())) {
            ask(path, anchor, settings, now);
        } else if (known.crls().of(tenant).isEmpty()) {
            return Optional.empty();
        }
        Whose whose = settings.asksOutside() ? Whose.PUBLISHED : Whose.NOBODY;
        var demand = new RevocationDemand(whose, RevocationDemand.OCSP_AGE_MAX, settings.grace(), false);
        Optional<ChainFault> fault =
                new RevocationCheck(formats, details, new OfTenant(anchor, settings), demand).check(path, anchor, now);
        if (fault.isPresent() && fault.get().reason() != Reason.REVOKED && settings.isOpen()) {
            passedOpen.increment();
            return Optional.empty();
        }
        return fault;
    }

    /// How many chains passed though a status could not be told, because their tenants want it so.
    public long passedOpen() {
        return passedOpen.sum();
    }

    private Optional<ChainFault> byHand(List<X509Certificate> path, TrustAnchor anchor) {
        if (known.byHand().count(anchor.tenant()) == 0) {
            return Optional.empty();
        }
        List<CertificateRef> refs = CertificateRef.ofPath(path, anchor.certificate());
        for (int i = 0; i < refs.size(); i++) {
            X509Certificate certificate = path.get(i);
            Optional<Revocation> revocation = known.byHand()
                    .find(anchor.tenant(), refs.get(i))
                    .or(() -> known.byHand().find(anchor.tenant(), Thumbprint.of(certificate)));
            if (revocation.isPresent()) {
                return revocation.map(found -> ChainFault.of(Reason.REVOKED, certificate, found.rule()));
            }
        }
        return Optional.empty();
    }

    /// Tells what the certificates of a path name. The path was proven before: nobody else is ever called.
    private void ask(List<X509Certificate> path, TrustAnchor anchor, RevocationSettings settings, Instant now) {
        for (int i = 0; i < path.size(); i++) {
            X509Certificate certificate = path.get(i);
            PublishedAt published = formats.publishedAt(certificate);
            List<X509Certificate> above = new ArrayList<>(path.subList(i + 1, path.size()));
            above.add(anchor.certificate());
            if (settings.online()) {
                Stream<String> set = above.size() == 1
                        ? RevocationSettings.listsOf(anchor, known.options()).stream()
                        : Stream.empty();
                Stream.concat(published.lists().stream(), set)
                        .distinct()
                        .forEach(
                                uri -> known.outside().want(new Wish.OfList(anchor.tenant(), anchor.id(), uri, above)));
            }
            if (settings.ocsp() && !published.responders().isEmpty() && isDue(anchor, certificate, above, now)) {
                known.outside()
                        .want(new Wish.OfAnswer(
                                anchor.tenant(), anchor.id(), published.responders(), certificate, above.getFirst()));
            }
        }
    }

    private boolean isDue(TrustAnchor anchor, X509Certificate certificate, List<X509Certificate> above, Instant now) {
        return known.answers()
                .about(anchor.tenant(), CertificateRef.of(certificate, above.getFirst()))
                .filter(answered -> answered.renewAt().isAfter(now))
                .isEmpty();
    }

    /// The last moment at which the facts say the same as now, if none is added. Certificates taken back by hand say
    /// the same for ever; lists and answers get too old, so what they say is taken for a few seconds only.
    public Instant lasts(TenantId tenant, Instant now) {
        RevocationSettings settings = RevocationSettings.of(tenant, known.options());
        Set<Origin> origins = settings.lists();
        List<KeptCrl> lists = known.crls().of(tenant).stream()
                .filter(kept -> origins.contains(kept.origin()))
                .toList();
        if (lists.isEmpty() && !settings.asksOutside()) {
            return Instant.MAX;
        }
        return lists.stream()
                .map(kept -> kept.list().header().freshUntil().plus(settings.grace()))
                .filter(end -> !end.isBefore(now))
                .reduce(now.plus(LISTS_LAST), (one, other) -> one.isBefore(other) ? one : other);
    }

    /// Whether one of these certificates was taken back, as far as the tenant wants that to be looked at.
    ///
    /// @param path the leaf first
    public boolean isAnyRevoked(TenantId tenant, Thumbprint leaf, List<CertificateRef> path) {
        RevocationSettings settings = RevocationSettings.of(tenant, known.options());
        return (settings.offline() && known.byHand().find(tenant, leaf).isPresent())
                || path.stream().anyMatch(certificate -> isRevoked(tenant, certificate, settings));
    }

    private boolean isRevoked(TenantId tenant, CertificateRef certificate, RevocationSettings settings) {
        return (settings.offline() && known.byHand().find(tenant, certificate).isPresent())
                || known.crls().find(tenant, certificate, settings.lists()).isPresent()
                || (settings.ocsp()
                        && known.answers()
                                .about(tenant, certificate)
                                .filter(answered -> answered.answer().status() instanceof Status.Revoked)
                                .isPresent());
    }

    /// What is known for one tenant. Only its own CA certificates, and those of the path, may have signed a list.
    private final class OfTenant implements RevocationFacts {
        private final TrustAnchor anchor;
        private final TenantId tenant;
        private final RevocationSettings settings;
        private final Set<Origin> lists;

        OfTenant(TrustAnchor anchor, RevocationSettings settings) {
            this.anchor = anchor;
            this.tenant = anchor.tenant();
            this.settings = settings;
            this.lists = settings.lists();
        }

        @Override
        public List<Crl> crls(X500Principal issuer) {
            return known.crls().issuedBy(tenant, issuer, lists);
        }

        @Override
        public List<OcspReply> ocspReplies(X509Certificate certificate) {
            return List.of();
        }

        @Override
        public Optional<OcspReply.Answer> believedAnswer(X509Certificate certificate, X509Certificate issuer) {
            return settings.ocsp()
                    ? known.answers()
                            .about(tenant, CertificateRef.of(certificate, issuer))
                            .map(RecentAnswers.Answered::answer)
                    : Optional.empty();
        }

        @Override
        public boolean isPublished(X509Certificate certificate) {
            boolean byResponder = settings.ocsp()
                    && !formats.publishedAt(certificate).responders().isEmpty();
            return byResponder || (settings.online() && isListed(certificate));
        }

        private boolean isListed(X509Certificate certificate) {
            try {
                X500Principal issuer = certificate.getIssuerX500Principal();
                boolean isSet = issuer.equals(anchor.certificate().getSubjectX500Principal())
                        && !RevocationSettings.listsOf(anchor, known.options()).isEmpty();
                return isSet
                        || !crls(issuer).isEmpty()
                        || !formats.distributionPoints(certificate).isEmpty();
            } catch (IllegalArgumentException unreadable) {
                return true; // it says something, and nobody knows what
            }
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
