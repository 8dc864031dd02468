package io.countersign.testing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The kinds of keys that a test certificate may have.
public enum KeyType {
    P256("EC", 256, "SHA256withECDSA"),
    P384("EC", 384, "SHA384withECDSA"),
    P521("EC", 521, "SHA512withECDSA"),
    RSA_1024("RSA", 1024, "SHA256withRSA"),
    RSA_2048("RSA", 2048, "SHA256withRSA"),
    RSA_3072("RSA", 3072, "SHA256withRSA"),
    RSA_4096("RSA", 4096, "SHA256withRSA"),
    /// The key says itself that it signs with PSS alone (RFC 4055, 3.1).
    RSA_PSS_2048("RSASSA-PSS", 2048, "SHA256withRSAandMGF1"),
    ED25519("Ed25519", 255, "Ed25519"),
    ED448("Ed448", 448, "Ed448"),
    DSA_2048("DSA", 2048, "SHA256withDSA");

    /// RSA keys are dear to draw, so that one holder's is drawn once.
    private static final Map<String, KeyPair> DRAWN = new ConcurrentHashMap<>();

    private final String algorithm;
    private final int bits;
    private final String signatureAlgorithm;

    KeyType(String algorithm, int bits, String signatureAlgorithm) {
        this.algorithm = algorithm;
        this.bits = bits;
        this.signatureAlgorithm = signatureAlgorithm;
    }

    /// The type of this key, as far as signing goes.
    static KeyType of(PublicKey key) {
        return switch (key) {
            case ECPublicKey ec ->
                switch (ec.getParams().getOrder().bitLength()) {
                    case 256 -> P256;
                    case 384 -> P384;
                    default -> P521;
                };
            case EdECPublicKey ed -> ed.getParams().getName().equals("Ed25519") ? ED25519 : ED448;
            case RSAPublicKey rsa -> rsa.getAlgorithm().equals(RSA_PSS_2048.algorithm) ? RSA_PSS_2048 : RSA_2048;
            default -> DSA_2048;
        };
    }

    /// A fresh key pair; holders of the same name share their RSA key.
    KeyPair draw(String holder) {
        return algorithm.startsWith("RSA") ? DRAWN.computeIfAbsent(name() + holder, _ -> draw()) : draw();
    }

    private KeyPair draw() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (!algorithm.startsWith("Ed")) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /// The algorithm that keys of this type sign with unless a test says otherwise.
    String signatureAlgorithm() {
        return signatureAlgorithm;
    }

    /// An RSA public key of any length, with no private key to it: good for whatever only looks at a certificate.
    public static PublicKey rsaOfBits(int bits) {
        BigInteger modulus = BigInteger.ONE.setBit(bits - 1);
        try {
            return KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
