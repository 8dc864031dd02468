package io.countersign.edge.revocation;

import io.countersign.core.revocation.Crl;
import io.countersign.core.revocation.DistributionPoint;
import io.countersign.core.revocation.OcspReply;
import io.countersign.core.revocation.PublishedAt;
import io.countersign.core.revocation.RevocationFormats;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.cert.ocsp.jcajce.JcaCertificateID;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.util.encoders.DecoderException;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/// Reads what is said about revocation with Bouncy Castle's ASN.1.
public final class Asn1RevocationFormats implements RevocationFormats {
    private static final String PEM_TYPE = "X509 CRL";

    private final CrlReader.Pace pace;

    /// Reads as fast as it goes.
    public Asn1RevocationFormats() {
        this(CrlReader.Pace.AT_ONCE);
    }

    private Asn1RevocationFormats(CrlReader.Pace pace) {
        this.pace = pace;
    }

    /// Reads long lists with pauses, so that whoever serves requests meanwhile finds the processor free.
    public static Asn1RevocationFormats inPassing() {
        return new Asn1RevocationFormats(CrlReader.Pace.IN_PASSING);
    }

    @Override
    public Crl crl(byte[] bytes) {
        if (bytes.length > Crl.BYTES_MAX) {
            throw new IllegalArgumentException("it has at most " + Crl.BYTES_MAX + " bytes, not " + bytes.length);
        }
        return CrlReader.read(isPem(bytes) ? unwrapped(bytes) : bytes, pace);
    }

    private static boolean isPem(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == '-';
    }

    private static byte[] unwrapped(byte[] pem) {
        try (var reader = new PemReader(new StringReader(new String(pem, StandardCharsets.ISO_8859_1)))) {
            PemObject block = reader.readPemObject();
            if (block == null || !block.getType().equals(PEM_TYPE) || reader.readPemObject() != null) {
                throw new IllegalArgumentException("it is not exactly one PEM block of an " + PEM_TYPE);
            }
            return block.getContent();
        } catch (IOException | DecoderException broken) {
            throw new IllegalArgumentException("its PEM cannot be read", broken);
        }
    }

    @Override
    public OcspReply ocspReply(byte[] der) {
        return OcspReader.read(der);
    }

    @Override
    public List<DistributionPoint> distributionPoints(X509Certificate certificate) {
        byte[] value = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
        if (value == null) {
            return List.of();
        }
        try {
            X500Name issuer =
                    X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
            var points = CRLDistPoint.getInstance(ASN1Primitive.fromByteArray(
                    ASN1OctetString.getInstance(value).getOctets()));
            return Arrays.stream(points.getDistributionPoints())
                    .map(point -> of(point, issuer))
                    .toList();
        } catch (IOException | RuntimeException unreadable) {
            throw new IllegalArgumentException("the distribution points cannot be read", unreadable);
        }
    }

    private static DistributionPoint of(org.bouncycastle.asn1.x509.DistributionPoint point, X500Name issuer) {
        X500Name relativeTo = point.getCRLIssuer() == null
                ? issuer
                : X500Name.getInstance(point.getCRLIssuer().getNames()[0].getName());
        return new DistributionPoint(
                point.getDistributionPoint() == null ? Set.of() : Names.of(point.getDistributionPoint(), relativeTo),
                CrlReader.reasons(point.getReasons()),
                point.getCRLIssuer() == null ? Set.of() : Names.principals(point.getCRLIssuer()));
    }

    @Override
    public byte[] keyBits(X509Certificate certificate) {
        return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
                .getPublicKeyData()
                .getOctets();
    }

    @Override
    public PublishedAt publishedAt(X509Certificate certificate) {
        return new PublishedAt(
                Stream.of(Extension.cRLDistributionPoints, Extension.freshestCRL)
                        .flatMap(type -> Uris.ofLists(extension(certificate, type)))
                        .distinct()
                        .limit(PublishedAt.URIS_MAX)
                        .toList(),
                Uris.ofResponders(extension(certificate, Extension.authorityInfoAccess))
                        .distinct()
                        .limit(PublishedAt.URIS_MAX)
                        .toList());
    }

    private static Optional<byte[]> extension(X509Certificate certificate, ASN1ObjectIdentifier type) {
        return Optional.ofNullable(certificate.getExtensionValue(type.getId()));
    }

    @Override
    public byte[] ocspRequest(X509Certificate certificate, X509Certificate issuer, byte[] nonce) {
        try {
            var digests = new JcaDigestCalculatorProviderBuilder().build();
            // SHA-1 only names the certificate, and is what every responder knows (RFC 5019, 2.1.1)
            var id = new JcaCertificateID(digests.get(CertificateID.HASH_SHA1), issuer, certificate.getSerialNumber());
            return new OCSPReqBuilder()
                    .addRequest(id)
                    .setRequestExtensions(new Extensions(new Extension(
                            OCSPObjectIdentifiers.id_pkix_ocsp_nonce,
                            false,
                            new DEROctetString(new DEROctetString(nonce)))))
                    .build()
                    .getEncoded();
        } catch (OperatorCreationException | OCSPException | CertificateEncodingException | IOException impossible) {
            throw new IllegalStateException("a certificate that was read can be asked about", impossible);
        }
    }
}
