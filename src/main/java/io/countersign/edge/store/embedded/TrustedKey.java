package io.countersign.edge.store.embedded;

import java.io.IOException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// Names the public key of a trust anchor, in whatever form it stands in the certificate.
///
/// An RSA key can stand there as `rsaEncryption` or as `id-RSASSA-PSS` (RFC 4055, 1.2), and under both names it checks
/// the same PSS signatures. Were it named by its bytes alone, a tenant could wrap the key of another tenant's CA into a
/// certificate of the other kind, and that CA's devices would lead to both.
final class TrustedKey {
    private static final AlgorithmIdentifier RSA =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

    private TrustedKey() {}

    /// SHA-256 of its SubjectPublicKeyInfo, the one of `rsaEncryption` for every RSA key.
    static byte[] digest(PublicKey key) {
        return KeptAnchor.digest("SHA-256", key instanceof RSAPublicKey rsa ? plain(rsa) : key.getEncoded());
    }

    private static byte[] plain(RSAPublicKey key) {
        try {
            var numbers = new org.bouncycastle.asn1.pkcs.RSAPublicKey(key.getModulus(), key.getPublicExponent());
            return new SubjectPublicKeyInfo(RSA, numbers).getEncoded();
        } catch (IOException impossible) {
            throw new IllegalStateException("two numbers have an encoding", impossible);
        }
    }
}
