package io.countersign.core.signing;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;

/// Signatures by the JDK, in the form that JOSE asks for.
public final class JdkSignatures implements Signatures {
    @Override
    public byte[] sign(SigningKey key, byte[] input) {
        try {
            Signature signature = signature(key);
            signature.initSign(key.privateKey());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean verify(SigningKey key, byte[] input, byte[] signature) {
        try {
            Signature check = signature(key);
            check.initVerify(key.publicKey());
            check.update(input);
            return check.verify(signature);
        } catch (SignatureException wrongForm) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Signature signature(SigningKey key) throws GeneralSecurityException {
        return Signature.getInstance(
                switch (key.algorithm()) {
                    case ES256 -> "SHA256withECDSAinP1363Format";
                    case RS256 -> "SHA256withRSA";
                    case EDDSA -> "Ed25519";
                });
    }
}
