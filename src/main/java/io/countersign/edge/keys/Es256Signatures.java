package io.countersign.edge.keys;

import io.countersign.core.signing.Signatures;
import io.countersign.core.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import org.jspecify.annotations.Nullable;

/// ES256 (RFC 7518, 3.4) by whichever provider stands first.
public final class Es256Signatures implements Signatures {
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
    private static final int SIGNATURE_BYTES = 64;

    /// What each thread signs with: looking for a provider and handing it the key took microseconds for each token.
    private static final ThreadLocal<@Nullable Signer> SIGNERS = new ThreadLocal<>();

    private record Signer(PrivateKey key, Signature signature) {}

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
    @SuppressWarnings("ReferenceEquality") // a key that is equal, but another object, does no harm
    public byte[] sign(SigningKey key, byte[] input) {
        Signer signer = SIGNERS.get();
        try {
            if (signer == null || signer.key() != key.privateKey()) {
                signer = new Signer(key.privateKey(), signing(key));
                SIGNERS.set(signer);
            }
            signer.signature().update(input);
            return signer.signature().sign();
        } catch (GeneralSecurityException fault) {
            SIGNERS.remove(); // whatever it has taken of the input
            throw new IllegalStateException("the signing key " + key.kid() + " does not sign", fault);
        }
    }

    private static Signature signing(SigningKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key.privateKey());
        return signature;
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
