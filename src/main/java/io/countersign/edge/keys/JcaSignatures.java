package io.countersign.edge.keys;

import io.countersign.core.signing.Signatures;
import io.countersign.core.signing.SigningAlgorithm;
import io.countersign.core.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.util.EnumMap;
import java.util.Map;

/// Signatures by whichever provider stands first.
public final class JcaSignatures implements Signatures {
    /// What each thread signs with, by algorithm: looking for a provider and handing it the key took microseconds for
    /// each token.
    private static final ThreadLocal<Map<SigningAlgorithm, Signer>> SIGNERS =
            ThreadLocal.withInitial(() -> new EnumMap<>(SigningAlgorithm.class));

    private record Signer(PrivateKey key, Signature signature) {}

    /// @throws IllegalStateException on a Java platform that takes a blank signature for a good one (CVE-2022-21449)
    public JcaSignatures() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            PublicKey key = generator.generateKeyPair().getPublic();
            byte[] text = "blank".getBytes(StandardCharsets.US_ASCII);
            if (isSignedBy(key, SigningAlgorithm.ES256, text, new byte[length(SigningAlgorithm.ES256)])) {
                throw new IllegalStateException("This Java platform accepts blank signatures (CVE-2022-21449).");
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has P-256", impossible);
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a key that is equal, but another object, does no harm
    public byte[] sign(SigningKey key, byte[] input) {
        Map<SigningAlgorithm, Signer> signers = SIGNERS.get();
        Signer signer = signers.get(key.algorithm());
        try {
            if (signer == null || signer.key() != key.privateKey()) {
                signer = new Signer(key.privateKey(), signing(key));
                signers.put(key.algorithm(), signer);
            }
            signer.signature().update(input);
            return signer.signature().sign();
        } catch (GeneralSecurityException fault) {
            signers.remove(key.algorithm()); // whatever it has taken of the input
            throw new IllegalStateException("the signing key " + key.kid() + " does not sign", fault);
        }
    }

    private static Signature signing(SigningKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(javaName(key.algorithm()));
        signature.initSign(key.privateKey());
        return signature;
    }

    @Override
    public boolean verify(SigningKey key, byte[] input, byte[] signature) {
        return signature.length == length(key.algorithm())
                && isSignedBy(key.publicKey(), key.algorithm(), input, signature);
    }

    private static boolean isSignedBy(PublicKey key, SigningAlgorithm algorithm, byte[] input, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(javaName(algorithm));
            signature.initVerify(key);
            signature.update(input);
            return signature.verify(bytes);
        } catch (SignatureException noSignature) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm.jose(), impossible);
        }
    }

    private static String javaName(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "SHA256withECDSAinP1363Format";
            case RS256 -> "SHA256withRSA";
            case EDDSA -> "Ed25519";
        };
    }

    /// In bytes: r and s of 32 each, a number as long as the modulus of our keys, R and S of 32 each.
    private static int length(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256, EDDSA -> 64;
            case RS256 -> 256;
        };
    }
}
