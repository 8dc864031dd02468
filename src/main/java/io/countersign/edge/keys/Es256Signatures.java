package io.countersign.edge.keys;

import io.countersign.core.signing.Signatures;
import io.countersign.core.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;

/// ES256 (RFC 7518, 3.4) by whichever provider stands first.
public final class Es256Signatures implements Signatures {
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
    private static final int SIGNATURE_BYTES = 64;

    /// @throws IllegalStateException on a Java platform that takes a blank signature for a good one (CVE-2022-21449)
    public Es256Signatures() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            byte[] text = "blank".getBytes(StandardCharsets.US_ASCII);
            if (isSignedBy(generator.generateKeyPair().getPublic(), text, new byte[SIGNATURE_BYTES])) {
                throw new IllegalStateException("This Java platform accepts blank signatures (CVE-2022-21449).");
            }
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has P-256", impossible);
        }
    }

    @Override
    public byte[] sign(SigningKey key, byte[] input) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key.privateKey());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("the signing key " + key.kid() + " does not sign", fault);
        }
    }

    @Override
    public boolean verify(SigningKey key, byte[] input, byte[] signature) {
        return signature.length == SIGNATURE_BYTES && isSignedBy(key.publicKey(), input, signature);
    }

    private static boolean isSignedBy(PublicKey key, byte[] input, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(input);
            return signature.verify(bytes);
        } catch (SignatureException noSignature) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
