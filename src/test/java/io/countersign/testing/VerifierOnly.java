package io.countersign.testing;

import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;

/// A signature algorithm of a test's own provider: it cannot sign, and how it verifies is said by who extends it.
public abstract class VerifierOnly extends SignatureSpi {
    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
        throw new InvalidKeyException("it only verifies");
    }

    @Override
    protected void engineUpdate(byte b) {}

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) {}

    @Override
    protected byte[] engineSign() throws SignatureException {
        throw new SignatureException("it only verifies");
    }

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec parameters) {}

    @Deprecated
    @Override
    protected void engineSetParameter(String name, Object value) {}

    @Deprecated
    @Override
    protected Object engineGetParameter(String name) {
        throw new UnsupportedOperationException("it has no parameters");
    }
}
