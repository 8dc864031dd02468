package io.countersign.edge.tls;

import io.countersign.core.trust.ChainUnreadable;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/// A certificate as it came, not read yet. It is read with the JDK's parser, whatever made the bytes.
final class EncodedCertificate {
    private static final CertificateFactory FACTORY = factory();

    private final byte[] der;
    private final String place;

    /// @param der what should be the DER of a certificate; not to be changed any more
    /// @param place where it stood, for messages
    EncodedCertificate(byte[] der, String place) {
        this.der = der;
        this.place = place;
    }

    /// Not to be changed.
    byte[] der() {
        return der;
    }

    /// @throws ChainUnreadable if the bytes are not exactly one certificate
    X509Certificate read() throws ChainUnreadable {
        var input = new ByteArrayInputStream(der);
        try {
            if (FACTORY.generateCertificate(input) instanceof X509Certificate certificate && input.available() == 0) {
                return certificate;
            }
            throw new ChainUnreadable(place + " is followed by something else.");
        } catch (CertificateException noCertificate) {
            throw new ChainUnreadable(place + " is not a certificate.");
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
