package io.countersign.core.signing;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;

/// ES256 by the JDK, in the form that JOSE asks for (IEEE P1363: r and s).
public final class P1363Signatures implements Signatures {
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    @Override
    public byte[] sign(SigningKey key, byte[] input) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
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
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key.publicKey());
            check.update(input);
            return check.verify(signature);
        } catch (SignatureException wrongForm) {
            return false;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
