package io.countersign.edge.revocation;

import io.countersign.core.revocation.OcspReply;
import io.countersign.core.revocation.OcspReply.Answer;
import io.countersign.core.revocation.OcspReply.CertificateId;
import io.countersign.core.revocation.OcspReply.Status;
import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationReason;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cert.ocsp.UnknownStatus;

/// Reads one OCSPResponse (RFC 6960, 4.2.1).
final class OcspReader {
    private static final HexFormat HEX = HexFormat.of();
    private static final Map<ASN1ObjectIdentifier, String> DIGESTS = Map.of(
            OIWObjectIdentifiers.idSHA1, "SHA-1",
            NISTObjectIdentifiers.id_sha256, "SHA-256",
            NISTObjectIdentifiers.id_sha384, "SHA-384",
            NISTObjectIdentifiers.id_sha512, "SHA-512");

    private OcspReader() {}

    /// @throws IllegalArgumentException with what is wrong
    static OcspReply read(byte[] der) {
        try {
            var response = new OCSPResp(der);
            if (response.getStatus() != OCSPResp.SUCCESSFUL) {
                throw new IllegalArgumentException("the responder answered with status " + response.getStatus());
            }
            if (response.getResponseObject() instanceof BasicOCSPResp basic) {
                return reply(basic);
            }
            throw new IllegalArgumentException("it is not of the basic type");
        } catch (IOException | OCSPException | CertificateException broken) {
            throw new IllegalArgumentException("it is no OCSPResponse", broken);
        } catch (IllegalArgumentException told) {
            throw told;
        } catch (RuntimeException broken) {
            // the library meets broken structures with whatever its code runs into: a cast, a null, a state
            throw new IllegalArgumentException("it is no OCSPResponse", broken);
        }
    }

    private static OcspReply reply(BasicOCSPResp basic) throws CertificateException {
        ResponderID responder = basic.getResponderId().toASN1Primitive();
        List<X509Certificate> certificates = new ArrayList<>();
        for (X509CertificateHolder holder : basic.getCerts()) {
            certificates.add(new JcaX509CertificateConverter().getCertificate(holder));
        }
        List<Answer> answers = new ArrayList<>();
        for (SingleResp single : basic.getResponses()) {
            answers.add(answer(single));
        }
        var signed = new SignedBytes(basic.getTBSResponseData(), basic.getSignatureAlgorithmID(), basic.getSignature());
        return new OcspReply(
                new OcspReply.Responder(
                        Optional.ofNullable(responder.getName()).map(Names::principal),
                        Optional.ofNullable(responder.getKeyHash()).map(HEX::formatHex)),
                certificates,
                answers,
                signed,
                !signed.isStrong(),
                nonce(basic),
                !basic.getCriticalExtensionOIDs().isEmpty());
    }

    private static Optional<String> nonce(BasicOCSPResp basic) {
        return Optional.ofNullable(basic.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
                .map(extension -> ASN1OctetString.getInstance(extension.getParsedValue()))
                .map(value -> HEX.formatHex(value.getOctets()));
    }

    private static Answer answer(SingleResp single) {
        return new Answer(
                id(single.getCertID()),
                status(single),
                single.getThisUpdate().toInstant(),
                Optional.ofNullable(single.getNextUpdate()).map(date -> date.toInstant()),
                !single.getCriticalExtensionOIDs().isEmpty());
    }

    private static CertificateId id(CertificateID id) {
        return new CertificateId(
                DIGESTS.getOrDefault(id.getHashAlgOID(), "unknown"),
                HEX.formatHex(id.getIssuerNameHash()),
                HEX.formatHex(id.getIssuerKeyHash()),
                id.getSerialNumber());
    }

    private static Status status(SingleResp single) {
        return switch (single.getCertStatus()) {
            case null -> new Status.Good();
            case RevokedStatus revoked -> {
                RevocationReason reason = revoked.hasRevocationReason()
                        ? RevocationReason.of(revoked.getRevocationReason()).orElse(RevocationReason.UNSPECIFIED)
                        : RevocationReason.UNSPECIFIED;
                yield new Status.Revoked(
                        new Revocation(revoked.getRevocationTime().toInstant(), reason));
            }
            case UnknownStatus _ -> new Status.Unknown();
            default -> throw new IllegalArgumentException("it tells a status that is not known");
        };
    }
}
