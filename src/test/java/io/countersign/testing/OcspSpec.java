package io.countersign.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/// An OCSP answer for tests: signed by the issuer itself unless something else is said.
public final class OcspSpec {
    /// When answers are made unless something else is said.
    public static final Instant MADE = Instant.parse("2026-07-01T06:00:00Z");

    private final X509Certificate issuer;
    private BasicOCSPRespBuilder builder;
    private PrivateKey signer;
    private String algorithm = "SHA256withECDSA";
    private Instant thisUpdate = MADE;
    private Instant nextUpdate = MADE.plusSeconds(86_400);
    private boolean hasEnd = true;
    private boolean isStrange;
    private ASN1ObjectIdentifier digest = OIWObjectIdentifiers.idSHA1;
    private final List<X509CertificateHolder> certificates = new ArrayList<>();

    private OcspSpec(X509Certificate issuer, PrivateKey signer) {
        this.issuer = issuer;
        this.signer = signer;
        this.builder = named(issuer);
    }

    private static BasicOCSPRespBuilder named(X509Certificate responder) {
        return new BasicOCSPRespBuilder(new RespID(
                X500Name.getInstance(responder.getSubjectX500Principal().getEncoded())));
    }

    /// An answer of the CA that issued the certificate in question.
    public static OcspSpec of(TestCa issuer) {
        return new OcspSpec(issuer.certificate(), issuer.privateKey());
    }

    /// Signed by somebody else, whose certificate comes along.
    public OcspSpec by(TestDevice delegate) {
        signer = delegate.privateKey();
        builder = named(delegate.certificate());
        certificates.add(holder(delegate.certificate()));
        return this;
    }

    /// The responder is named by the hash of its key.
    public OcspSpec namedByKey() {
        try {
            builder = new BasicOCSPRespBuilder(
                    holder(issuer).getSubjectPublicKeyInfo(),
                    calculator(new AlgorithmIdentifier(OIWObjectIdentifiers.idSHA1, DERNull.INSTANCE)));
            return this;
        } catch (OCSPException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// Signed by this key, under the issuer's name.
    public OcspSpec signedBy(PrivateKey other) {
        signer = other;
        return this;
    }

    public OcspSpec algorithm(String name) {
        algorithm = name;
        return this;
    }

    public OcspSpec digest(ASN1ObjectIdentifier type) {
        digest = type;
        return this;
    }

    public OcspSpec from(Instant moment) {
        thisUpdate = moment;
        return this;
    }

    public OcspSpec until(Instant moment) {
        nextUpdate = moment;
        return this;
    }

    public OcspSpec withoutEnd() {
        hasEnd = false;
        return this;
    }

    /// The answers that are added from now on have a critical extension that nobody knows.
    public OcspSpec strangeAnswers() {
        isStrange = true;
        return this;
    }

    /// The whole response has a critical extension that nobody knows.
    public OcspSpec strange() {
        builder.setResponseExtensions(unknown());
        return this;
    }

    /// The response repeats these bytes of its request.
    public OcspSpec repeating(byte[] nonce) {
        builder.setResponseExtensions(new Extensions(
                new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(encoded(nonce)))));
        return this;
    }

    private static byte[] encoded(byte[] nonce) {
        try {
            return new DEROctetString(nonce).getEncoded();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Extensions unknown() {
        return new Extensions(
                new Extension(new ASN1ObjectIdentifier("1.2.3.4"), true, new DEROctetString(new byte[] {5, 0})));
    }

    public OcspSpec good(X509Certificate certificate) {
        return answer(certificate.getSerialNumber(), CertificateStatus.GOOD);
    }

    public OcspSpec revoked(X509Certificate certificate) {
        return answer(certificate.getSerialNumber(), new RevokedStatus(Date.from(MADE), 1));
    }

    public OcspSpec unknown(X509Certificate certificate) {
        return answer(certificate.getSerialNumber(), new UnknownStatus());
    }

    private OcspSpec answer(BigInteger serial, CertificateStatus status) {
        try {
            builder.addResponse(
                    new CertificateID(calculator(new AlgorithmIdentifier(digest)), holder(issuer), serial),
                    status,
                    Date.from(thisUpdate),
                    hasEnd ? Date.from(nextUpdate) : null,
                    isStrange ? unknown() : null);
            return this;
        } catch (OCSPException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static DigestCalculator calculator(AlgorithmIdentifier digest) {
        try {
            return new JcaDigestCalculatorProviderBuilder().build().get(digest);
        } catch (OperatorCreationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static X509CertificateHolder holder(X509Certificate certificate) {
        try {
            return new JcaX509CertificateHolder(certificate);
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The response, in DER.
    public byte[] der() {
        try {
            OCSPResp response = new OCSPRespBuilder()
                    .build(
                            OCSPRespBuilder.SUCCESSFUL,
                            builder.build(
                                    new JcaContentSignerBuilder(algorithm).build(signer),
                                    certificates.toArray(X509CertificateHolder[]::new),
                                    Date.from(MADE)));
            return response.getEncoded();
        } catch (OCSPException | OperatorCreationException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// A response that says no more than that there is none.
    public static byte[] failure(int status) {
        try {
            return new OCSPRespBuilder().build(status, null).getEncoded();
        } catch (OCSPException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
