package io.countersign.edge.pem;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/// A private key with the certificate that belongs to it.
///
/// @param chain the certificate, then what was issued it, as far as known
public record Identity(List<X509Certificate> chain, PrivateKey key) {
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    /// @throws IllegalArgumentException if there is no certificate
    public Identity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an identity has a certificate");
        }
    }

    /// Reads both from PEM files.
    ///
    /// @param certificates the certificate first
    /// @throws UnusableFile if a file cannot be used or the key is not that of the first certificate
    public static Identity read(Path certificates, Path key) throws UnusableFile {
        var identity = new Identity(PemFiles.certificates(certificates), PemFiles.privateKey(key));
        if (!identity.keyMatches()) {
            throw new UnusableFile(
                    "The private key in " + key + " is not that of the first certificate in " + certificates + ".");
        }
        return identity;
    }

    /// The certificate itself.
    public X509Certificate certificate() {
        return chain.getFirst();
    }

    private boolean keyMatches() {
        PublicKey publicKey = certificate().getPublicKey();
        try {
            // one is RSA, the other EC: no need to sign
            if (!publicKey.getAlgorithm().equals(key.getAlgorithm())) {
                return false;
            }
            var signature = Signature.getInstance(algorithmOf(key));
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException notOfOneKind) {
            return false;
        }
    }

    /// The signature algorithm for a key, over SHA-256 where there is a choice, by the name that the JDK gives it.
    public static String algorithmOf(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    /// Leaves the private key out.
    @Override
    public String toString() {
        return "Identity[" + certificate().getSubjectX500Principal() + "]";
    }
}
