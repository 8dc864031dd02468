package io.countersign.core.revocation;

import io.countersign.core.trust.CertificateChain;
import io.countersign.core.trust.CertificateDetails;
import io.countersign.core.trust.ChainCheck;
import io.countersign.core.trust.ChainDemands;
import io.countersign.core.trust.ChainDemands.Policies;
import io.countersign.core.trust.ChainDemands.Purpose;
import io.countersign.core.trust.ChainVerdict;
import io.countersign.core.trust.PathTest;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/// Who may sign a revocation list (RFC 5280, 6.3.3 (f) and (g)): somebody of its issuer's name with cRLSign, if key
/// usage is told at all, who is the issuer of the certificate in question or leads to the same anchor by a path of its
/// own.
final class Signers {
    private static final int CRL_SIGN = 6;
    private static final ChainDemands OF_A_SIGNER =
            new ChainDemands(Purpose.CRL_SIGNING, OptionalInt.empty(), Policies.ANY);

    private final CertificateDetails details;
    private final RevocationFacts facts;

    Signers(CertificateDetails details, RevocationFacts facts) {
        this.details = details;
        this.facts = facts;
    }

    /// What became of the search for the signer of a list.
    enum Found {
        SIGNER,
        NOT_ALLOWED,
        NOBODY
    }

    /// @param index which certificate of the path is in question; it has no say in it, nor has any below it
    /// @param ofSigner what the path of another signer has to pass besides
    Found find(Crl crl, ProvenPath path, int index, PathTest ofSigner) {
        Found found = Found.NOBODY;
        List<X509Certificate> above = path.above(index);
        for (X509Certificate candidate : candidates(crl.issuer(), above, path)) {
            if (!crl.isSignedBy(candidate.getPublicKey())) {
                continue;
            }
            if (!maySign(candidate)) {
                found = Found.NOT_ALLOWED;
            } else if (above.contains(candidate) || leadsToAnchor(candidate, path, ofSigner)) {
                return Found.SIGNER;
            }
        }
        return found;
    }

    private Set<X509Certificate> candidates(X500Principal name, List<X509Certificate> above, ProvenPath path) {
        Set<X509Certificate> candidates = new LinkedHashSet<>();
        above.stream()
                .filter(certificate -> certificate.getSubjectX500Principal().equals(name))
                .forEach(candidates::add);
        facts.named(name).stream()
                .filter(certificate -> !path.certificates().contains(certificate))
                .forEach(candidates::add);
        return candidates;
    }

    private static boolean maySign(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[CRL_SIGN];
    }

    private boolean leadsToAnchor(X509Certificate candidate, ProvenPath path, PathTest ofSigner) {
        try {
            List<X509Certificate> others = Stream.concat(
                            path.certificates().stream().skip(1),
                            facts.named(candidate.getIssuerX500Principal()).stream())
                    .distinct()
                    .limit(CertificateChain.CERTIFICATES_MAX - 1L)
                    .toList();
            var check = new ChainCheck(
                    subject -> path.anchor()
                                    .certificate()
                                    .getSubjectX500Principal()
                                    .equals(subject)
                            ? List.of(path.anchor())
                            : List.of(),
                    details,
                    ofSigner);
            return check.check(CertificateChain.of(candidate, others), OF_A_SIGNER, path.now())
                    instanceof ChainVerdict.Trusted;
        } catch (CertificateChain.TooLong tooManyToTry) {
            return false;
        }
    }
}
