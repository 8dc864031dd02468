package io.countersign.core.revocation;

import io.countersign.core.revocation.CertificateStatus.Good;
import io.countersign.core.revocation.CertificateStatus.Revoked;
import io.countersign.core.revocation.CertificateStatus.Undetermined;
import io.countersign.core.trust.CertificateDetails;
import io.countersign.core.trust.ChainFault;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.core.trust.PathTest;
import io.countersign.core.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether a certificate of a path was revoked, from facts that were gathered before: nothing is fetched here.
///
/// An OCSP answer and revocation lists are both looked at. Who says "revoked" is believed before who says "good"; what
/// is not known is refused as far as the demand goes.
public final class RevocationCheck implements PathTest {
    /// Signers of lists have certificates whose status stands on other lists, and so on: how far that is followed.
    private static final int DEPTH_MAX = 3;

    private final RevocationDemand demand;
    private final CrlRules crlRules;
    private final OcspRules ocspRules;
    private final RevocationFacts facts;
    private final int depth;

    /// @param details reads certificates
    public RevocationCheck(
            RevocationFormats formats, CertificateDetails details, RevocationFacts facts, RevocationDemand demand) {
        this(
                demand,
                new CrlRules(formats, facts, new Signers(details, facts), demand.grace()),
                new OcspRules(formats, demand),
                facts,
                0);
    }

    private RevocationCheck(
            RevocationDemand demand, CrlRules crlRules, OcspRules ocspRules, RevocationFacts facts, int depth) {
        this.demand = demand;
        this.crlRules = crlRules;
        this.ocspRules = ocspRules;
        this.facts = facts;
        this.depth = depth;
    }

    @Override
    public Optional<ChainFault> check(List<X509Certificate> path, TrustAnchor anchor, Instant now) {
        if (path.getFirst().equals(anchor.certificate())) {
            return Optional.empty();
        }
        var proven = new ProvenPath(path, anchor, now);
        Optional<ChainFault> unknown = Optional.empty();
        for (int i = 0; i < path.size(); i++) {
            X509Certificate certificate = path.get(i);
            switch (status(proven, i)) {
                case Good() -> {}
                case Revoked(var revocation) -> {
                    return Optional.of(ChainFault.of(Reason.REVOKED, certificate, revocation.rule()));
                }
                case Undetermined(var reason, var rule) -> {
                    if (unknown.isEmpty() && isDemanded(certificate, i, reason)) {
                        unknown = Optional.of(ChainFault.of(reason, certificate, rule));
                    }
                }
            }
        }
        return unknown;
    }

    private CertificateStatus status(ProvenPath path, int index) {
        CertificateStatus byOcsp = ocspRules.status(path, index, facts);
        if (byOcsp instanceof Revoked) {
            return byOcsp;
        }
        CertificateStatus byCrl = crlRules.status(path, index, ofSigner());
        return switch (byCrl) {
            case Revoked _ -> byCrl;
            case Good _ -> byCrl;
            case Undetermined complaint -> byOcsp instanceof Undetermined other ? other.or(complaint) : byOcsp;
        };
    }

    private boolean isDemanded(X509Certificate certificate, int index, Reason reason) {
        boolean isAtHand = reason != Reason.REVOCATION_UNKNOWN;
        return switch (demand.whose()) {
            case NOBODY -> isAtHand;
            case PUBLISHED -> isAtHand || facts.isPublished(certificate);
            case LEAF -> index == 0 && depth == 0;
            case ALL -> true;
        };
    }

    private PathTest ofSigner() {
        return depth == DEPTH_MAX
                ? (path, _, _) -> Optional.of(ChainFault.of(
                        Reason.CRL_INVALID, path.getFirst(), "stands at the end of too long a row of signers"))
                : new RevocationCheck(demand, crlRules, ocspRules, facts, depth + 1);
    }
}
