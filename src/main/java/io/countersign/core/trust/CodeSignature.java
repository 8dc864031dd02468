package io.countersign.core.trust;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import java.util.stream.Stream;

/// A signature over a verification code, as `openssl dgst -sha256 -sign` makes it: SHA-256 with RSA (PKCS#1 v1.5) or
/// ECDSA (DER), or Ed25519 over the code itself (`openssl pkeyutl -sign -rawin`).
final class CodeSignature {
    private static final String PSS = "RSASSA-PSS";

    private CodeSignature() {}

    /// The algorithm to check signatures of this key with; none for a key that must not sign in this form (RFC 4055).
    static Optional<String> algorithmOf(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa when !rsa.getAlgorithm().equals(PSS) -> Optional.of("SHA256withRSA");
            case ECPublicKey _ -> Optional.of("SHA256withECDSA");
            case EdECPublicKey _ -> Optional.of("Ed25519");
            default -> Optional.empty();
        };
    }

    /// Whether the key signed the code, or the code with a line break behind it, which is what a file written by `echo`
    /// holds (contract.md 8).
    static boolean isOf(PublicKey key, String code, byte[] signature) {
        return algorithmOf(key)
                .filter(algorithm -> Stream.of(code, code + "\n")
                        .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                        .anyMatch(signed -> verify(algorithm, key, signed, signature)))
                .isPresent();
    }

    private static boolean verify(String algorithm, PublicKey key, byte[] signed, byte[] signature) {
        try {
            var verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException notASignature) {
            return false;
        }
    }
}
