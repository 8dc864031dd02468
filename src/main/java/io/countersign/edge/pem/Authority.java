package io.countersign.edge.pem;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A small CA with P-256 keys, for development certificates and the demo.
///
/// @param identity its certificate, followed by those above it
public record Authority(Identity identity) {
    /// How far a certificate reaches back, so that a clock that is a little behind takes it.
    private static final Duration BACKDATED = Duration.ofMinutes(5);

    private static final int SERIAL_NUMBER_BITS = 120;

    /// How long a certificate is valid from now on.
    ///
    /// @param now read once by the caller
    public record Validity(Instant now, Duration length) {}

    /// A CA that nobody stands above.
    ///
    /// @param name its common name
    public static Authority root(String name, Validity validity) {
        KeyPair pair = newKeys();
        var subject = subject(name);
        var builder = builder(subject, subject, pair.getPublic(), validity);
        return new Authority(sign(builder, authority(), pair, pair, List.of()));
    }

    /// A CA below this one.
    public Authority intermediate(String name, Validity validity) {
        return new Authority(issue(name, newKeys(), validity, authority()));
    }

    /// A certificate that a device shows.
    ///
    /// @param name its common name
    public Identity device(String name, Validity validity) {
        return issue(name, newKeys(), validity, extensions -> leaf(extensions, KeyPurposeId.id_kp_clientAuth));
    }

    /// A certificate that a server shows.
    ///
    /// @param pair its key, fresh or kept from the certificate before
    /// @param names host names and IP addresses; the first is the common name
    public Identity server(List<String> names, KeyPair pair, Validity validity) {
        return issue(names.getFirst(), pair, validity, extensions -> {
            leaf(extensions, KeyPurposeId.id_kp_serverAuth);
            extensions.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(names.stream().map(Authority::generalName).toArray(GeneralName[]::new)));
        });
    }

    /// A fresh P-256 key pair.
    public static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform makes P-256 keys", impossible);
        }
    }

    private Identity issue(String name, KeyPair pair, Validity validity, Extensions extensions) {
        var issuer = X500Name.getInstance(
                identity.certificate().getSubjectX500Principal().getEncoded());
        var builder = builder(issuer, subject(name), pair.getPublic(), validity);
        var issuerKeys = new KeyPair(identity.certificate().getPublicKey(), identity.key());
        return sign(builder, extensions, pair, issuerKeys, identity.chain());
    }

    private static X500Name subject(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, PublicKey key, Validity valid) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_NUMBER_BITS, new SecureRandom()).setBit(SERIAL_NUMBER_BITS),
                Date.from(valid.now().minus(BACKDATED)),
                Date.from(valid.now().plus(valid.length())),
                subject,
                key);
    }

    private static Identity sign(
            X509v3CertificateBuilder builder,
            Extensions extensions,
            KeyPair pair,
            KeyPair issuer,
            List<X509Certificate> above) {
        try {
            var utils = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(pair.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(issuer.getPublic()));
            extensions.addTo(builder);
            var signer =
                    new JcaContentSignerBuilder(Identity.algorithmOf(issuer.getPrivate())).build(issuer.getPrivate());
            var certificate = PemFiles.certificate(builder.build(signer).getEncoded());
            var chain = new ArrayList<>(List.of(certificate));
            chain.addAll(above);
            return new Identity(chain, pair.getPrivate());
        } catch (GeneralSecurityException | IOException | OperatorCreationException impossible) {
            throw new IllegalStateException("a certificate of known parts can be made", impossible);
        }
    }

    private static Extensions authority() {
        return extensions -> {
            extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        };
    }

    private static void leaf(X509v3CertificateBuilder extensions, KeyPurposeId purpose) throws IOException {
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        extensions.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }

    private static GeneralName generalName(String name) {
        boolean isAddress = name.indexOf(':') >= 0 || name.chars().allMatch(c -> c == '.' || Character.isDigit(c));
        return new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    /// What a kind of certificate says beside its name.
    @FunctionalInterface
    private interface Extensions {
        void addTo(X509v3CertificateBuilder certificate) throws IOException;
    }
}
