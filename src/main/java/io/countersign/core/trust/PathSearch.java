package io.countersign.core.trust;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.ChainFault.Reason;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// One search for paths from a leaf to the anchors of any tenant: depth first, upwards from the leaf, along names, and
/// only over links whose signature holds.
///
/// Names do not tell who signed: two tenants may have CAs of equal name and different keys, and a bag of certificates
/// may hold cross-signed ones. So every certificate that has the right name is tried, and a path that fails does not
/// end the search. What an attacker can make us do is bounded by a budget of signature checks.
///
/// Above a certificate come anchors first, then what the device showed, then intermediates that tenants stored. A path
/// over a stored one ends at anchors of the tenants that stored it and of nobody else, so that no tenant's store
/// changes what another one trusts.
final class PathSearch {
    /// How many signature checks one attempt may cost (product.md 3.2).
    static final int SIGNATURE_CHECKS_MAX = 100;

    private final CertificateChain chain;
    private final NamedAnchors anchors;
    private final PathJudge judge;
    private final Map<TenantId, TrustedChain> proven = new LinkedHashMap<>();
    private final Set<TenantId> reached = new HashSet<>();
    private final Map<Link, Boolean> signatures = new HashMap<>();
    private int budget = SIGNATURE_CHECKS_MAX;
    private ChainVerdict.@Nullable Untrusted nearest;

    PathSearch(CertificateChain chain, NamedAnchors anchors, PathJudge judge) {
        this.chain = chain;
        this.anchors = anchors;
        this.judge = judge;
    }

    ChainVerdict run() {
        tryLeafAsAnchor();
        extend(List.of(chain.leaf()), Reach.ANY);
        if (!proven.isEmpty()) {
            return new ChainVerdict.Trusted(List.copyOf(proven.values()), reached);
        }
        if (nearest == null) {
            note(
                    ChainFault.of(Reason.UNTRUSTED, chain.leaf(), "leads to no trusted certificate"),
                    List.of(chain.leaf()),
                    null);
        }
        return Objects.requireNonNull(nearest, "something was noted");
    }

    /// A self-signed certificate that a tenant uploaded vouches for itself (product.md 3.4, clients.md 5).
    private void tryLeafAsAnchor() {
        X509Certificate leaf = chain.leaf();
        if (isSelfIssued(leaf)) {
            for (TrustAnchor anchor : anchors.named(leaf.getSubjectX500Principal())) {
                if (anchor.endsChains() && anchor.certificate().equals(leaf)) {
                    complete(List.of(), anchor);
                }
            }
        }
    }

    /// Tries everything that may stand above the last certificate of a path.
    private void extend(List<X509Certificate> path, Reach reach) {
        X509Certificate last = path.getLast();
        Optional<ChainFault> weakDigest = KeyPolicy.checkSignature(last);
        X500Principal issuer = last.getIssuerX500Principal();
        List<TrustAnchor> stored = KeyIdentifier.likelyFirst(
                anchors.named(issuer), last, judge.rules().details());
        List<TrustAnchor> above = stored.stream()
                .filter(entry -> entry.endsChains() && reach.allows(entry.tenant()))
                .toList();
        for (TrustAnchor anchor : above) {
            if (anchor.certificate().equals(last)) {
                continue; // was tried as its own anchor
            }
            if (weakDigest.isPresent()) {
                note(weakDigest.get(), path, anchor);
            } else if (isUsable(anchor.certificate(), path, anchor) && isSigned(anchor.certificate(), path, anchor)) {
                complete(path, anchor);
            }
        }
        if (weakDigest.isPresent()) {
            note(weakDigest.get(), path, null);
            return;
        }
        List<X509Certificate> shown = shown(issuer);
        for (X509Certificate candidate : shown) {
            if (!isInVain(candidate, path, above)) {
                climb(path, candidate, reach);
            }
        }
        var storedAbove = reach.over(stored, proven.keySet());
        storedAbove.forEach((intermediate, narrower) -> {
            if (!shown.contains(intermediate) && !isInVain(intermediate, path, above)) {
                climb(path, intermediate, narrower);
            }
        });
        if (above.isEmpty() && storedAbove.isEmpty() && shown.stream().allMatch(last::equals)) {
            note(deadEnd(last), path, null);
        }
    }

    private List<X509Certificate> shown(X500Principal name) {
        return chain.candidates().stream()
                .filter(candidate -> candidate.getSubjectX500Principal().equals(name))
                .toList();
    }

    private void climb(List<X509Certificate> path, X509Certificate candidate, Reach reach) {
        if (isUsable(candidate, path, null) && isSigned(candidate, path, null)) {
            var longer = new ArrayList<>(path);
            longer.add(candidate);
            extend(longer, reach);
        }
    }

    private static ChainFault deadEnd(X509Certificate last) {
        return ChainFault.of(
                Reason.UNTRUSTED,
                last,
                isSelfIssued(last)
                        ? "signed itself and is no trusted certificate"
                        : "was issued by '" + last.getIssuerX500Principal().getName()
                                + "', which is no trusted certificate and not among those that were shown");
    }

    /// Whether going over this candidate can prove nothing new: it stands in the path already, or it is a copy of a
    /// root that was just tried as an anchor.
    private static boolean isInVain(X509Certificate candidate, List<X509Certificate> path, List<TrustAnchor> tried) {
        PublicKey key = candidate.getPublicKey();
        return path.stream().anyMatch(certificate -> isSameEntity(certificate, candidate))
                || (isSelfIssued(candidate)
                        && tried.stream()
                                .anyMatch(anchor ->
                                        anchor.certificate().getPublicKey().equals(key)));
    }

    /// A path has reached an anchor by name and signature: do the rules hold along it?
    private void complete(List<X509Certificate> path, TrustAnchor anchor) {
        if (proven.containsKey(anchor.tenant())) {
            return;
        }
        reached.add(anchor.tenant());
        budget -= path.size(); // the path validation checks its signatures again
        if (budget < 0) {
            note(tooDear(), path, anchor);
            return;
        }
        Optional<ChainFault> fault = disabledOn(path, anchor).or(() -> judge.check(chain.leaf(), path, anchor));
        List<X509Certificate> fromLeaf = path.isEmpty() ? List.of(chain.leaf()) : path;
        if (fault.isPresent()) {
            note(fault.get(), fromLeaf, anchor);
        } else {
            proven.put(anchor.tenant(), new TrustedChain(fromLeaf, anchor));
        }
    }

    /// A disabled anchor refuses what leads to it and what leads through it to another anchor of the same tenant.
    private Optional<ChainFault> disabledOn(List<X509Certificate> path, TrustAnchor anchor) {
        if (!anchor.enabled()) {
            return Optional.of(disabled(anchor));
        }
        return path.stream()
                .skip(1)
                .flatMap(certificate -> anchors.named(certificate.getSubjectX500Principal()).stream()
                        .filter(other -> other.use() == TrustAnchor.Use.ANCHOR
                                && !other.enabled()
                                && other.tenant().equals(anchor.tenant())
                                && isSameEntity(other.certificate(), certificate)))
                .map(PathSearch::disabled)
                .findFirst();
    }

    private static ChainFault disabled(TrustAnchor anchor) {
        return ChainFault.of(Reason.ANCHOR_DISABLED, anchor.certificate(), "is a trusted certificate that is disabled");
    }

    private boolean isUsable(X509Certificate issuer, List<X509Certificate> path, @Nullable TrustAnchor anchor) {
        Optional<ChainFault> weakKey =
                KeyPolicy.checkKey(issuer, judge.demands().purpose());
        weakKey.ifPresent(fault -> note(fault, path, anchor));
        return weakKey.isEmpty();
    }

    private boolean isSigned(X509Certificate issuer, List<X509Certificate> path, @Nullable TrustAnchor anchor) {
        X509Certificate subject = path.getLast();
        if (--budget < 0) { // counts links looked at again, too: else cross-signed ones could be walked without end
            note(tooDear(), path, anchor);
            return false;
        }
        boolean signed = signatures.computeIfAbsent(new Link(subject, issuer.getPublicKey()), PathSearch::verify);
        if (!signed) {
            note(
                    ChainFault.of(
                            Reason.BAD_SIGNATURE,
                            subject,
                            "was not signed by the key of '"
                                    + issuer.getSubjectX500Principal().getName() + "'"),
                    path,
                    anchor);
        }
        return signed;
    }

    private static boolean verify(Link link) {
        try {
            link.subject().verify(link.issuer());
            return true;
        } catch (GeneralSecurityException notSigned) {
            return false;
        }
    }

    private ChainFault tooDear() {
        return ChainFault.of(
                Reason.UNTRUSTED,
                chain.leaf(),
                "cannot be traced to a trusted certificate within " + SIGNATURE_CHECKS_MAX + " signature checks");
    }

    private void note(ChainFault fault, List<X509Certificate> path, @Nullable TrustAnchor anchor) {
        if (nearest == null || fault.reason().compareTo(nearest.fault().reason()) > 0) {
            nearest = new ChainVerdict.Untrusted(fault, path, Optional.ofNullable(anchor));
        }
    }

    private static boolean isSelfIssued(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }

    private static boolean isSameEntity(X509Certificate one, X509Certificate other) {
        return one.getSubjectX500Principal().equals(other.getSubjectX500Principal())
                && one.getPublicKey().equals(other.getPublicKey());
    }

    private record Link(X509Certificate subject, PublicKey issuer) {}
}
