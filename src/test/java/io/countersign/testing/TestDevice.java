package io.countersign.testing;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/// A device's certificate with its private key.
public record TestDevice(X509Certificate certificate, PrivateKey privateKey) {
    /// The certificate in PEM.
    public String pem() {
        return Pem.of(certificate);
    }

    /// The private key in PEM, PKCS#8.
    public String keyPem() {
        return Pem.of(privateKey);
    }
}
