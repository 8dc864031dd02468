package io.countersign.edge.revocation;

import io.countersign.core.revocation.CrlDraft;
import io.countersign.core.revocation.CrlSigner;
import io.countersign.core.revocation.CrlWriter;
import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationReason;
import io.countersign.core.tenant.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// Writes our own revocation lists with Bouncy Castle, and the certificates to check them with.
public final class Asn1CrlWriter implements CrlWriter {
    private static final String ORGANIZATION = "Countersign CRL";
    private static final int SERIAL_NUMBER_BITS = 120;

    /// The time that stands for "no end" (RFC 5280, 4.1.2.5): a key ends with its tenant.
    private static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

    @Override
    public CrlSigner draw(TenantId tenant, Instant now) {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, ORGANIZATION)
                .addRDN(BCStyle.CN, tenant.value())
                .build();
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new CrlSigner(certificate(name, pair, now), pair.getPrivate());
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("a certificate of known parts can be made", impossible);
        }
    }

    /// No CA: whoever takes it into a trust store lets us sign lists and nothing else.
    private static X509Certificate certificate(X500Name name, KeyPair pair, Instant now)
            throws GeneralSecurityException, IOException {
        var builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_NUMBER_BITS, new SecureRandom()).setBit(SERIAL_NUMBER_BITS),
                Date.from(now),
                Date.from(NO_END),
                name,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        byte[] der = builder.build(signing(pair.getPrivate())).getEncoded();
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static ContentSigner signing(PrivateKey key) {
        try {
            return new JcaContentSignerBuilder("SHA256withECDSA").build(key);
        } catch (OperatorCreationException impossible) {
            throw new IllegalStateException("every Java platform signs with P-256", impossible);
        }
    }

    @Override
    public byte[] write(CrlDraft draft, CrlSigner signer) {
        var builder = new X509v2CRLBuilder(name(draft.issuer()), Date.from(draft.thisUpdate()));
        builder.setNextUpdate(Date.from(draft.nextUpdate()));
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(signer.certificate().getPublicKey()));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(draft.number()));
            builder.addExtension(
                    Extension.issuingDistributionPoint,
                    true,
                    new IssuingDistributionPoint(null, false, false, null, true, false));
            draft.entries().forEach((issuer, entries) -> add(builder, draft.issuer(), issuer, entries));
            return builder.build(signing(signer.privateKey())).getEncoded();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("a revocation list of known parts can be made", impossible);
        }
    }

    /// The first entry of another issuer names it, and those after it share it.
    private static void add(
            X509v2CRLBuilder builder, X500Principal ofList, X500Principal issuer, Map<BigInteger, Revocation> entries) {
        Optional<X500Name> named = issuer.equals(ofList) ? Optional.empty() : Optional.of(name(issuer));
        for (Map.Entry<BigInteger, Revocation> entry : entries.entrySet()) {
            Revocation revocation = entry.getValue();
            builder.addCRLEntry(entry.getKey(), Date.from(revocation.at()), extensions(revocation.reason(), named));
            named = Optional.empty();
        }
    }

    /// `unspecified` is said by saying nothing (RFC 5280, 5.3.1).
    private static @Nullable Extensions extensions(RevocationReason reason, Optional<X500Name> issuer) {
        var extensions = new ExtensionsGenerator();
        try {
            if (reason != RevocationReason.UNSPECIFIED) {
                extensions.addExtension(Extension.reasonCode, false, CRLReason.lookup(reason.number()));
            }
            if (issuer.isPresent()) {
                extensions.addExtension(
                        Extension.certificateIssuer, true, new GeneralNames(new GeneralName(issuer.get())));
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("an extension of known parts can be made", impossible);
        }
        return extensions.isEmpty() ? null : extensions.generate();
    }

    private static X500Name name(X500Principal principal) {
        return X500Name.getInstance(principal.getEncoded());
    }
}
