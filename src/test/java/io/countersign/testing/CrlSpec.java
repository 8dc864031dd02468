package io.countersign.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A revocation list for tests: good unless something else is said, empty until somebody is revoked.
///
/// ```java
/// byte[] der = CrlSpec.of(ca).revoking(device.certificate()).der();
/// ```
public final class CrlSpec {
    /// When lists are issued unless something else is said.
    public static final Instant ISSUED = Instant.parse("2026-06-01T00:00:00Z");

    private final X509v2CRLBuilder builder;
    private PrivateKey signer;
    private String algorithm;
    private Optional<Instant> nextUpdate = Optional.of(Instant.parse("2027-01-01T00:00:00Z"));

    private CrlSpec(X500Name issuer, PrivateKey signer) {
        this.builder = new X509v2CRLBuilder(issuer, Date.from(ISSUED));
        this.signer = signer;
        this.algorithm = signer.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    /// A list of a CA.
    public static CrlSpec of(TestCa ca) {
        return new CrlSpec(
                X500Name.getInstance(ca.certificate().getSubjectX500Principal().getEncoded()), ca.privateKey());
    }

    public CrlSpec issuedAt(Instant moment) {
        builder.setThisUpdate(Date.from(moment));
        return this;
    }

    public CrlSpec until(Instant nextUpdate) {
        this.nextUpdate = Optional.of(nextUpdate);
        return this;
    }

    public CrlSpec withoutEnd() {
        nextUpdate = Optional.empty();
        return this;
    }

    public CrlSpec numbered(long number) {
        return extension(Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(number)));
    }

    /// A delta to the list of this number.
    public CrlSpec changing(long base) {
        return extension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.valueOf(base)));
    }

    public CrlSpec extension(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
        try {
            builder.addExtension(type, critical, value);
            return this;
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public CrlSpec revoking(X509Certificate certificate) {
        return revoking(certificate.getSerialNumber(), CRLReason.keyCompromise);
    }

    public CrlSpec revoking(BigInteger serial, int reason) {
        builder.addCRLEntry(serial, Date.from(ISSUED), reason);
        return this;
    }

    /// Signed by the key of somebody else, under the same name.
    public CrlSpec signedBy(PrivateKey other) {
        signer = other;
        return this;
    }

    public CrlSpec algorithm(String name) {
        algorithm = name;
        return this;
    }

    /// The list, in DER.
    public byte[] der() {
        nextUpdate.map(Date::from).ifPresent(builder::setNextUpdate);
        try {
            return builder.build(new JcaContentSignerBuilder(algorithm).build(signer))
                    .getEncoded();
        } catch (OperatorCreationException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The list, in PEM.
    public String pem() {
        return Pem.block("X509 CRL", der());
    }
}
