package io.countersign.edge.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/// Reads certificates with the JDK's parser, whatever made the bytes.
final class Certificates {
    private static final CertificateFactory FACTORY = factory();

    private Certificates() {}

    /// @throws ChainUnreadable if the bytes are not exactly one certificate
    static X509Certificate read(byte[] der) throws ChainUnreadable {
        var input = new ByteArrayInputStream(der);
        try {
            if (FACTORY.generateCertificate(input) instanceof X509Certificate certificate && input.available() == 0) {
                return certificate;
            }
            throw new ChainUnreadable("A certificate is followed by something else.");
        } catch (CertificateException noCertificate) {
            throw new ChainUnreadable("A certificate cannot be read.");
        }
    }

    private static CertificateFactory factory() {
        try {
            return CertificateFactory.getInstance("X.509");
        } catch (CertificateException impossible) {
            throw new IllegalStateException("every Java platform reads X.509", impossible);
        }
    }
}
