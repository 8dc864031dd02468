package io.countersign.core.trust;

import io.countersign.core.trust.ChainDemands.Policies;
import io.countersign.core.trust.ChainDemands.Purpose;
import io.countersign.core.trust.ChainFault.Reason;
import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;

/// RFC 5280, 6.1 path validation by the JDK's PKIX, with the anchor's own constraints in force (RFC 5937). A critical
/// extended key usage counts as understood there: [LeafRules] decides on it.
final class PathRules {
    private static final String POLICY_CONSTRAINTS = "2.5.29.36";
    private static final String CERTIFICATE_POLICIES = "2.5.29.32";

    private final CertificateDetails details;
    private final CertificateFactory factory;

    PathRules(CertificateDetails details) {
        this.details = details;
        try {
            factory = CertificateFactory.getInstance("X.509");
        } catch (CertificateException impossible) {
            throw new IllegalStateException("every Java platform reads X.509", impossible);
        }
    }

    CertificateDetails details() {
        return details;
    }

    /// @param path from the leaf upwards, without the anchor
    /// @param anchor where it ends; may be the leaf itself, then the path is empty
    Optional<ChainFault> check(List<X509Certificate> path, X509Certificate anchor, ChainDemands demands, Instant now) {
        Optional<ChainFault> tooLong = checkLength(path, demands);
        if (tooLong.isPresent()) {
            return tooLong;
        }
        boolean policiesMatter =
                !demands.policies().equals(Policies.ANY) || path.stream().anyMatch(PathRules::hasPoliciesThatMatter);
        var certificates = new ArrayList<>(path);
        certificates.add(anchor);
        Optional<ChainFault> tooDear = NameComparisons.check(certificates, details);
        if (tooDear.isPresent()) {
            return tooDear;
        }
        try {
            Optional<UnaryOperator<X500Principal>> renaming = HostConstraints.reading(certificates, details);
            var first = new AnchorInPath(
                    anchor,
                    demands.purpose() == Purpose.ANY,
                    renaming.orElse(name -> name),
                    policiesMatter ? withPolicies(anchor) : Fingerprint.der(anchor));
            CertPathValidator.getInstance("PKIX")
                    .validate(asRead(path, renaming, first), parameters(first, demands, now));
            return Optional.empty();
        } catch (CertPathValidatorException invalid) {
            int index = invalid.getIndex();
            X509Certificate atFault = index < 0 ? certificates.getFirst() : certificates.get(index);
            return Optional.of(faultOf(invalid, atFault));
        } catch (RuntimeException incomparable) { // what the JDK throws for names that it cannot compare
            return Optional.of(ChainFault.of(
                    Reason.NAME_CONSTRAINTS,
                    certificates.getFirst(),
                    "has a name that cannot be compared with the name constraints of a CA above it"));
        } catch (CertificateException unreadable) {
            return Optional.of(ChainFault.of(Reason.BAD_CERTIFICATE, certificates.getFirst(), "cannot be read"));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has PKIX", impossible);
        } catch (GeneralSecurityException wrongParameters) {
            throw new IllegalStateException("path validation was set up wrongly", wrongParameters);
        }
    }

    private CertPath asRead(
            List<X509Certificate> path, Optional<UnaryOperator<X500Principal>> renaming, AnchorInPath anchor)
            throws CertificateException {
        var certificates = new ArrayList<X509Certificate>();
        for (X509Certificate certificate : path) {
            certificates.add(renaming.<X509Certificate>map(
                            names -> new CertificateInPath(certificate, names, Fingerprint.der(certificate)))
                    .orElse(certificate));
        }
        certificates.add(anchor);
        return factory.generateCertPath(certificates);
    }

    /// As for the path length of a CA, certificates that a CA issued to itself do not count (RFC 5280, 4.2.1.9).
    private static Optional<ChainFault> checkLength(List<X509Certificate> path, ChainDemands demands) {
        long intermediates = path.stream()
                .skip(1)
                .filter(certificate ->
                        !certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .count();
        int most = demands.intermediatesMax().orElse(Integer.MAX_VALUE);
        return intermediates <= most
                ? Optional.empty()
                : Optional.of(ChainFault.of(
                        Reason.PATH_LENGTH,
                        path.getFirst(),
                        "has " + intermediates + " CAs between itself and the anchor; allowed are " + most));
    }

    /// RFC 5280, 6.1 does not look at an anchor's policies, RFC 5937 only where it has some. As the first certificate
    /// of a path, though, one without would leave no policy valid below it. So where policies matter below, such an
    /// anchor is taken to have any.
    private byte[] withPolicies(X509Certificate anchor) {
        boolean hasExtensions = anchor.getCriticalExtensionOIDs() != null;
        return hasExtensions && anchor.getExtensionValue(CERTIFICATE_POLICIES) == null
                ? details.withAnyPolicy(anchor)
                : Fingerprint.der(anchor);
    }

    /// Policies without consequence are the rule, and spared the work.
    private static boolean hasPoliciesThatMatter(X509Certificate certificate) {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        return certificate.getExtensionValue(POLICY_CONSTRAINTS) != null
                || (critical != null && critical.contains(CERTIFICATE_POLICIES));
    }

    private static PKIXParameters parameters(AnchorInPath anchor, ChainDemands demands, Instant now)
            throws GeneralSecurityException {
        var trusted = new java.security.cert.TrustAnchor(anchor.getIssuerX500Principal(), anchor.getPublicKey(), null);
        Policies policies = demands.policies();
        var parameters = new PKIXParameters(Set.of(trusted));
        parameters.setDate(Date.from(now));
        parameters.setInitialPolicies(policies.initial());
        parameters.setExplicitPolicyRequired(policies.explicitRequired());
        parameters.setPolicyMappingInhibited(policies.mappingInhibited());
        parameters.setAnyPolicyInhibited(policies.anyInhibited());
        parameters.setRevocationEnabled(false); // decided apart, from facts fetched before
        return parameters;
    }

    private static ChainFault faultOf(CertPathValidatorException invalid, X509Certificate certificate) {
        return switch (invalid.getReason()) {
            case BasicReason basic ->
                switch (basic) {
                    case EXPIRED -> expired(certificate);
                    case NOT_YET_VALID -> notYetValid(certificate);
                    case INVALID_SIGNATURE ->
                        ChainFault.of(Reason.BAD_SIGNATURE, certificate, "does not bear its issuer's signature");
                    case ALGORITHM_CONSTRAINED ->
                        ChainFault.of(Reason.WEAK_DIGEST, certificate, "uses an algorithm that is not accepted");
                    case REVOKED, UNDETERMINED_REVOCATION_STATUS, UNSPECIFIED -> unspecified(invalid, certificate);
                };
            case PKIXReason pkix -> broken(pkix, certificate);
            default -> unspecified(invalid, certificate);
        };
    }

    private static ChainFault broken(PKIXReason reason, X509Certificate certificate) {
        return switch (reason) {
            case NOT_CA_CERT -> ChainFault.of(Reason.NOT_A_CA, certificate, "has issued a certificate but is no CA");
            case INVALID_KEY_USAGE ->
                ChainFault.of(Reason.KEY_USAGE, certificate, "has issued a certificate without keyCertSign");
            case PATH_TOO_LONG ->
                ChainFault.of(Reason.PATH_LENGTH, certificate, "stands deeper than a path length constraint allows");
            case NAME_CHAINING ->
                ChainFault.of(Reason.NAME_CHAINING, certificate, "names another issuer than the certificate above it");
            case INVALID_NAME ->
                ChainFault.of(Reason.NAME_CONSTRAINTS, certificate, "has a name that a CA above it does not permit");
            case INVALID_POLICY ->
                ChainFault.of(Reason.POLICY, certificate, "breaks a certificate policy that a CA above it requires");
            case UNRECOGNIZED_CRIT_EXT ->
                ChainFault.of(
                        Reason.UNKNOWN_CRITICAL_EXTENSION, certificate, "has a critical extension that is not known");
            case NO_TRUST_ANCHOR -> ChainFault.of(Reason.UNTRUSTED, certificate, "leads to no trust anchor");
        };
    }

    private static ChainFault expired(X509Certificate certificate) {
        return ChainFault.of(
                Reason.EXPIRED,
                certificate,
                "expired at " + certificate.getNotAfter().toInstant());
    }

    private static ChainFault notYetValid(X509Certificate certificate) {
        return ChainFault.of(
                Reason.NOT_YET_VALID,
                certificate,
                "is not valid before " + certificate.getNotBefore().toInstant());
    }

    private static ChainFault unspecified(CertPathValidatorException invalid, X509Certificate certificate) {
        return ChainFault.of(
                Reason.BAD_CERTIFICATE, certificate, "breaks RFC 5280: " + String.valueOf(invalid.getMessage()));
    }
}
