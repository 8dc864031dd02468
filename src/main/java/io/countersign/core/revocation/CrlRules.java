package io.countersign.core.revocation;

import io.countersign.core.revocation.CertificateStatus.Good;
import io.countersign.core.revocation.CertificateStatus.Revoked;
import io.countersign.core.revocation.CertificateStatus.Undetermined;
import io.countersign.core.revocation.CrlScope.DistributionName;
import io.countersign.core.revocation.CrlScope.Holders;
import io.countersign.core.revocation.Signers.Found;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.core.trust.PathTest;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/// The status of a certificate by revocation lists (RFC 5280, 6.3): every reason for which it may have been revoked
/// must be covered by lists that speak of it, are fresh and were signed by a key that may. Where a delta belongs to a
/// complete list, its news count.
final class CrlRules {
    private static final int DIRECTORY_NAME = 4;

    private final RevocationFormats formats;
    private final RevocationFacts facts;
    private final Signers signers;
    private final Duration grace;

    /// @param grace how long a list counts after it should have been replaced
    CrlRules(RevocationFormats formats, RevocationFacts facts, Signers signers, Duration grace) {
        this.formats = formats;
        this.facts = facts;
        this.signers = signers;
        this.grace = grace;
    }

    /// @param index which certificate of the path
    /// @param ofSigner what the path of somebody else who signed a list has to pass besides
    CertificateStatus status(ProvenPath path, int index, PathTest ofSigner) {
        return new Look(path, index, ofSigner).status();
    }

    private List<DistributionPoint> pointsOf(X509Certificate certificate) {
        try {
            return formats.distributionPoints(certificate);
        } catch (IllegalArgumentException unreadable) {
            // no list can be told to be the right one
            return List.of(
                    new DistributionPoint(Set.of(), CrlScope.ALL_REASONS, Set.of(new X500Principal("CN=unreadable"))));
        }
    }

    /// One certificate, looked up.
    private final class Look {
        private final ProvenPath path;
        private final X509Certificate certificate;
        private final int index;
        private final PathTest ofSigner;
        private Undetermined complaint = Undetermined.NOTHING_KNOWN;
        private int covered;

        Look(ProvenPath path, int index, PathTest ofSigner) {
            this.path = path;
            this.certificate = path.certificates().get(index);
            this.index = index;
            this.ofSigner = ofSigner;
        }

        CertificateStatus status() {
            List<DistributionPoint> points = pointsOf(certificate);
            for (DistributionPoint point : points.isEmpty() ? List.of(DistributionPoint.OF_THE_ISSUER) : points) {
                for (X500Principal name : issuersOf(point)) {
                    Optional<Revoked> revoked = lookUp(point, facts.crls(name));
                    if (revoked.isPresent()) {
                        return revoked.get();
                    }
                }
            }
            return covered == CrlScope.ALL_REASONS ? new Good() : complaint;
        }

        private Set<X500Principal> issuersOf(DistributionPoint point) {
            return point.issuers().isEmpty() ? Set.of(certificate.getIssuerX500Principal()) : point.issuers();
        }

        private Optional<Revoked> lookUp(DistributionPoint point, List<Crl> lists) {
            for (Crl list : lists) {
                if (list.isDelta() || !speaksOf(list, point) || !isUsable(list)) {
                    continue;
                }
                Optional<Crl> delta = deltaOf(list, lists);
                Optional<Revocation> revocation = newest(list, delta);
                if (revocation.isPresent()) {
                    return Optional.of(new Revoked(revocation.get()));
                }
                if (delta.isPresent() || list.isFreshAt(path.now(), grace)) {
                    covered |= point.reasons() & list.header().scope().reasons();
                } else {
                    complain(
                            Reason.CRL_STALE,
                            "has an issuer whose revocation list is of "
                                    + list.header().thisUpdate() + " and was to be replaced by "
                                    + list.header().freshUntil());
                }
            }
            return Optional.empty();
        }

        private boolean isUsable(Crl list) {
            return switch (signers.find(list, path, index, ofSigner)) {
                case Found.SIGNER -> true;
                case Found.NOT_ALLOWED -> {
                    complain(
                            Reason.CRL_INVALID,
                            "has an issuer whose revocation list was signed by a key that may not"
                                    + " sign such (key usage without cRLSign)");
                    yield false;
                }
                case Found.NOBODY -> {
                    complain(
                            Reason.CRL_INVALID,
                            "has an issuer whose revocation list was not signed by anybody who may");
                    yield false;
                }
            };
        }

        private void complain(Reason reason, String rule) {
            complaint = complaint.or(new Undetermined(reason, rule));
        }

        /// The newest delta that fits a complete list (RFC 5280, 5.2.4 and 6.3.3 (c)).
        private Optional<Crl> deltaOf(Crl list, List<Crl> lists) {
            Optional<BigInteger> number = list.header().number();
            if (number.isEmpty()) {
                return Optional.empty();
            }
            return lists.stream()
                    .filter(Crl::isDelta)
                    .filter(delta -> delta.header().scope().equals(list.header().scope()))
                    .filter(delta -> delta.header().base().orElseThrow().compareTo(number.get()) <= 0)
                    .filter(delta -> delta.header()
                            .number()
                            .filter(it -> it.compareTo(number.get()) > 0)
                            .isPresent())
                    .filter(delta -> delta.isFreshAt(path.now(), grace))
                    .filter(this::isUsable)
                    .max((one, other) -> one.header()
                            .number()
                            .orElseThrow()
                            .compareTo(other.header().number().orElseThrow()));
        }

        private Optional<Revocation> newest(Crl list, Optional<Crl> delta) {
            return delta.flatMap(this::entry)
                    .or(() -> entry(list))
                    .filter(revocation -> revocation.reason() != RevocationReason.REMOVE_FROM_CRL);
        }

        private Optional<Revocation> entry(Crl list) {
            return list.find(certificate.getIssuerX500Principal(), certificate.getSerialNumber());
        }

        /// RFC 5280, 6.3.3 (b).
        private boolean speaksOf(Crl list, DistributionPoint point) {
            CrlScope scope = list.header().scope();
            boolean isIssuerRight = point.issuers().isEmpty()
                    ? list.issuer().equals(certificate.getIssuerX500Principal())
                    : scope.isIndirect() && point.issuers().contains(list.issuer());
            return isIssuerRight && isNamed(scope, point) && holds(scope.holders());
        }

        private boolean isNamed(CrlScope scope, DistributionPoint point) {
            if (scope.names().isEmpty()) {
                return true;
            }
            Set<DistributionName> names = new LinkedHashSet<>(point.names());
            if (names.isEmpty()) {
                issuersOf(point)
                        .forEach(name ->
                                names.add(new DistributionName(DIRECTORY_NAME, name.getName(X500Principal.CANONICAL))));
            }
            return !Collections.disjoint(scope.names(), names);
        }

        private boolean holds(Holders holders) {
            boolean isCa = certificate.getBasicConstraints() >= 0;
            return switch (holders) {
                case ALL -> true;
                case END_ENTITIES -> !isCa;
                case CAS -> isCa;
                case ATTRIBUTES -> false;
            };
        }
    }
}
