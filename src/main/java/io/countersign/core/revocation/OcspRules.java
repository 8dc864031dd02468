package io.countersign.core.revocation;

import io.countersign.core.revocation.CertificateStatus.Good;
import io.countersign.core.revocation.CertificateStatus.Revoked;
import io.countersign.core.revocation.CertificateStatus.Undetermined;
import io.countersign.core.revocation.OcspReply.Answer;
import io.countersign.core.revocation.OcspReply.CertificateId;
import io.countersign.core.revocation.OcspReply.Status;
import io.countersign.core.trust.ChainFault.Reason;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;

/// The status of a certificate by OCSP (RFC 6960, 3.2): the answer must be about this certificate, fresh, and signed by
/// its issuer or by whom the issuer itself has certified for signing such answers.
final class OcspRules {
    private static final String OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    private static final String RESPONDER_KEY_DIGEST = "SHA-1";

    private final RevocationFormats formats;
    private final RevocationDemand demand;

    OcspRules(RevocationFormats formats, RevocationDemand demand) {
        this.formats = formats;
        this.demand = demand;
    }

    /// @param index which certificate of the path
    CertificateStatus status(ProvenPath path, int index, RevocationFacts facts) {
        X509Certificate certificate = path.certificates().get(index);
        X509Certificate issuer = path.above(index).getFirst();
        List<CertificateStatus> statuses = new ArrayList<>();
        facts.believedAnswer(certificate, issuer).ifPresent(answer -> statuses.add(status(answer, path.now())));
        for (OcspReply reply : facts.ocspReplies(certificate)) {
            statuses.add(status(reply, certificate, issuer, path.now()));
        }
        return statuses.stream()
                .filter(Revoked.class::isInstance)
                .findFirst()
                .or(() -> statuses.stream().filter(Good.class::isInstance).findFirst())
                .or(() -> statuses.stream().reduce((_, last) -> last))
                .orElse(Undetermined.NOTHING_KNOWN);
    }

    /// What one reply says about a certificate.
    CertificateStatus status(OcspReply reply, X509Certificate certificate, X509Certificate issuer, Instant now) {
        if (reply.hasUnknownExtension()) {
            return invalid("has a critical extension that is not known");
        }
        if (reply.isWeaklySigned() && !demand.allowWeakOcspDigests()) {
            return invalid("is signed with a digest that is not accepted");
        }
        if (!isSignedByWhoMay(reply, issuer, now)) {
            return invalid("was not signed by the issuer, nor by whom it certified for that");
        }
        List<Answer> about = about(reply, certificate, issuer);
        if (about.isEmpty()) {
            return invalid("is not about it");
        }
        List<CertificateStatus> statuses = new ArrayList<>();
        about.forEach(answer -> statuses.add(status(answer, now)));
        return statuses.stream()
                .filter(Revoked.class::isInstance)
                .findFirst()
                .orElseGet(() -> statuses.stream()
                        .filter(Undetermined.class::isInstance)
                        .findFirst()
                        .orElseGet(statuses::getFirst));
    }

    /// The answers that are about this certificate and no other.
    List<Answer> about(OcspReply reply, X509Certificate certificate, X509Certificate issuer) {
        return reply.answers().stream()
                .filter(answer -> answer.id().equals(id(answer.id().digest(), certificate, issuer)))
                .toList();
    }

    private CertificateStatus status(Answer answer, Instant now) {
        if (answer.hasUnknownExtension()) {
            return invalid("has a critical extension that is not known");
        }
        Instant end = answer.nextUpdate().orElseGet(() -> answer.thisUpdate().plus(demand.ocspAgeMax()));
        if (now.isBefore(answer.thisUpdate()) || now.isAfter(end.plus(demand.grace()))) {
            return invalid("is of " + answer.thisUpdate() + " and counts until " + end);
        }
        return switch (answer.status()) {
            case Status.Good() -> new Good();
            case Status.Revoked(var revocation) -> new Revoked(revocation);
            case Status.Unknown() ->
                new Undetermined(Reason.REVOCATION_UNKNOWN, "is not known to the OCSP responder of its issuer");
        };
    }

    private static Undetermined invalid(String why) {
        return new Undetermined(Reason.OCSP_INVALID, "has an OCSP answer that " + why);
    }

    private boolean isSignedByWhoMay(OcspReply reply, X509Certificate issuer, Instant now) {
        if (isResponder(reply, issuer) && reply.signature().test(issuer.getPublicKey())) {
            return true;
        }
        return reply.certificates().stream()
                .filter(delegate -> isResponder(reply, delegate) && isDelegate(delegate, issuer, now))
                .anyMatch(delegate -> reply.signature().test(delegate.getPublicKey()));
    }

    private boolean isResponder(OcspReply reply, X509Certificate certificate) {
        return reply.responder()
                        .name()
                        .filter(certificate.getSubjectX500Principal()::equals)
                        .isPresent()
                || reply.responder()
                        .keyHash()
                        .filter(hash -> hash.equals(hash(RESPONDER_KEY_DIGEST, formats.keyBits(certificate))))
                        .isPresent();
    }

    /// RFC 6960, 4.2.2.2: issued directly by who issued the certificate in question, for this purpose.
    private static boolean isDelegate(X509Certificate delegate, X509Certificate issuer, Instant now) {
        try {
            List<String> purposes = delegate.getExtendedKeyUsage();
            if (purposes == null
                    || !purposes.contains(OCSP_SIGNING)
                    || !delegate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
                return false;
            }
            delegate.checkValidity(Date.from(now));
            delegate.verify(issuer.getPublicKey());
            return true;
        } catch (CertificateParsingException unreadable) {
            return false;
        } catch (CertificateException outOfTime) {
            return false;
        } catch (GeneralSecurityException notIssuedByIt) {
            return false;
        }
    }

    /// The name that OCSP has for a certificate.
    private CertificateId id(String digest, X509Certificate certificate, X509Certificate issuer) {
        return new CertificateId(
                digest,
                hash(digest, issuer.getSubjectX500Principal().getEncoded()),
                hash(digest, formats.keyBits(issuer)),
                certificate.getSerialNumber());
    }

    private static String hash(String digest, byte[] input) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(digest).digest(input));
        } catch (GeneralSecurityException unknownDigest) {
            return ""; // equal to nothing that a reply says
        }
    }
}
