package io.countersign.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v1CertificateBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// How a certificate deviates from a good one of its kind. Each method returns the same object.
public final class CertificateSpec {
    private static final AtomicLong SERIALS = new AtomicLong(1);

    private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();
    private final String holder;
    private X500Name subject;
    private Instant notBefore = Instant.parse("2020-01-01T00:00:00Z");
    private Instant notAfter = Instant.parse("2049-01-01T00:00:00Z");
    private KeyType keyType = KeyType.P256;
    private @Nullable KeyPair keys;
    private @Nullable PublicKey publicKey;
    private @Nullable String signatureAlgorithm;
    private boolean isVersion1;
    private boolean isSignedByStranger;
    private boolean isSignedBlank;

    private CertificateSpec(String commonName) {
        this.holder = commonName;
        this.subject = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    static CertificateSpec ofCa(String commonName) {
        return new CertificateSpec(commonName)
                .extension(Extension.basicConstraints, true, new BasicConstraints(true))
                .keyUsage(KeyUsage.keyCertSign, KeyUsage.cRLSign);
    }

    static CertificateSpec ofDevice(String commonName) {
        return new CertificateSpec(commonName)
                .keyUsage(KeyUsage.digitalSignature)
                .purposes(KeyPurposeId.id_kp_clientAuth);
    }

    /// A key of this type.
    public CertificateSpec key(KeyType type) {
        keyType = type;
        return this;
    }

    /// This key pair.
    public CertificateSpec keys(KeyPair pair) {
        keys = pair;
        return this;
    }

    /// This public key, whoever holds the private one.
    public CertificateSpec publicKey(PublicKey key) {
        publicKey = key;
        return this;
    }

    /// Valid in this time, both ends included, in whole seconds.
    public CertificateSpec valid(Instant from, Instant until) {
        notBefore = from;
        notAfter = until;
        return this;
    }

    /// Expired in 2021.
    public CertificateSpec expired() {
        return valid(notBefore, Instant.parse("2021-01-01T00:00:00Z"));
    }

    /// Valid from 2048.
    public CertificateSpec notYetValid() {
        return valid(Instant.parse("2048-01-01T00:00:00Z"), notAfter);
    }

    /// A subject with these common names, in this order; without any, an empty subject.
    public CertificateSpec commonNames(String... names) {
        return commonNames(Stream.of(names).map(DERUTF8String::new).toArray(ASN1Encodable[]::new));
    }

    /// A subject with common names of any ASN.1 type.
    public CertificateSpec commonNames(ASN1Encodable... names) {
        var builder = new X500NameBuilder(BCStyle.INSTANCE);
        Stream.of(names).forEach(name -> builder.addRDN(BCStyle.CN, name));
        subject = builder.build();
        return this;
    }

    /// This subject.
    public CertificateSpec subject(X500Principal name) {
        subject = X500Name.getInstance(name.getEncoded());
        return this;
    }

    /// A CA certificate under which this many further ones may stand.
    public CertificateSpec pathLength(int length) {
        return extension(Extension.basicConstraints, true, new BasicConstraints(length));
    }

    /// CA:true, whatever the kind.
    public CertificateSpec ca() {
        return extension(Extension.basicConstraints, true, new BasicConstraints(true));
    }

    /// CA:false, whatever the kind.
    public CertificateSpec noCa() {
        return extension(Extension.basicConstraints, true, new BasicConstraints(false));
    }

    /// These of the bits of [KeyUsage]; without any, no such extension.
    public CertificateSpec keyUsage(int... bits) {
        int all = 0;
        for (int bit : bits) {
            all |= bit;
        }
        return all == 0 ? without(Extension.keyUsage) : extension(Extension.keyUsage, true, new KeyUsage(all));
    }

    /// These extended key usages, not critical; without any, no such extension.
    public CertificateSpec purposes(KeyPurposeId... purposes) {
        return purposes.length == 0
                ? without(Extension.extendedKeyUsage)
                : extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }

    /// Names that are permitted, and names that are excluded, below this CA.
    public CertificateSpec nameConstraints(List<GeneralName> permitted, List<GeneralName> excluded) {
        return extension(Extension.nameConstraints, true, new NameConstraints(subtrees(permitted), subtrees(excluded)));
    }

    private static GeneralSubtree @Nullable [] subtrees(List<GeneralName> names) {
        return names.isEmpty() ? null : names.stream().map(GeneralSubtree::new).toArray(GeneralSubtree[]::new);
    }

    /// These DNS names as subject alternative names.
    public CertificateSpec dnsNames(String... names) {
        GeneralName[] all = Stream.of(names)
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        return extension(Extension.subjectAlternativeName, false, new GeneralNames(all));
    }

    /// A critical extension that nobody knows.
    public CertificateSpec unknownCriticalExtension() {
        return extension(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), true, DERNull.INSTANCE);
    }

    /// Any extension, in place of the one of this type.
    public CertificateSpec extension(ASN1ObjectIdentifier type, boolean isCritical, ASN1Encodable value) {
        try {
            extensions.put(type, Extension.create(type, isCritical, value));
            return this;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// No extension of this type.
    public CertificateSpec without(ASN1ObjectIdentifier type) {
        extensions.remove(type);
        return this;
    }

    /// X.509 version 1: no extensions at all.
    public CertificateSpec version1() {
        isVersion1 = true;
        return this;
    }

    /// Signed with this algorithm, in the name that JCA gives it, say `SHA1withECDSA`.
    public CertificateSpec signatureAlgorithm(String algorithm) {
        signatureAlgorithm = algorithm;
        return this;
    }

    /// Signed with a key that is not the issuer's.
    public CertificateSpec signedByStranger() {
        isSignedByStranger = true;
        return this;
    }

    /// Signed with nothing: an ECDSA signature of zeros.
    public CertificateSpec signedBlank() {
        isSignedBlank = true;
        return this;
    }

    KeyPair keys() {
        KeyPair drawn = keys;
        if (drawn == null) {
            drawn = keyType.draw(holder);
            keys = drawn;
        }
        return drawn;
    }

    X509Certificate selfSigned() {
        return build(subject, keys());
    }

    X509Certificate signedBy(X509Certificate issuer, KeyPair issuerKeys) {
        return build(X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()), issuerKeys);
    }

    private X509Certificate build(X500Name issuer, KeyPair issuerKeys) {
        KeyType issuerType = KeyType.of(issuerKeys.getPublic());
        KeyPair signing = isSignedByStranger ? issuerType.draw("stranger") : issuerKeys;
        String algorithm = signatureAlgorithm == null ? issuerType.signatureAlgorithm() : signatureAlgorithm;
        try {
            ContentSigner real = signer(algorithm, signing);
            ContentSigner signer = isSignedBlank ? new BlankSigner(real.getAlgorithmIdentifier()) : real;
            X509CertificateHolder built = isVersion1 ? version1(issuer).build(signer) : version3(issuer, signer);
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(built.getEncoded()));
        } catch (OperatorCreationException | CertificateException | IOException impossible) {
            throw new IllegalStateException("such a certificate cannot be made", impossible);
        }
    }

    private static ContentSigner signer(String algorithm, KeyPair keys) throws OperatorCreationException {
        var builder = new JcaContentSignerBuilder(algorithm);
        if (algorithm.endsWith("MGF1")) {
            builder.setProvider(new BouncyCastleProvider()); // the JDK has another name for it
        }
        return builder.build(keys.getPrivate());
    }

    private X509v1CertificateBuilder version1(X500Name issuer) {
        return new X509v1CertificateBuilder(
                issuer, serial(), Date.from(notBefore), Date.from(notAfter), subject, publicKeyInfo());
    }

    private X509CertificateHolder version3(X500Name issuer, ContentSigner signer) throws IOException {
        var builder = new X509v3CertificateBuilder(
                issuer, serial(), Date.from(notBefore), Date.from(notAfter), subject, publicKeyInfo());
        for (Extension extension : extensions.values()) {
            builder.addExtension(extension);
        }
        return builder.build(signer);
    }

    private SubjectPublicKeyInfo publicKeyInfo() {
        PublicKey key = publicKey == null ? keys().getPublic() : publicKey;
        return SubjectPublicKeyInfo.getInstance(key.getEncoded());
    }

    private static BigInteger serial() {
        return BigInteger.valueOf(SERIALS.getAndIncrement());
    }
}
