package io.countersign.edge.pem;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/// Writes keys and certificates as PEM (RFC 7468).
public final class PemText {
    private static final int LINE_LENGTH = 64;

    private PemText() {}

    /// The certificates, one block after the other.
    public static String of(List<X509Certificate> certificates) {
        return certificates.stream().map(PemText::of).collect(Collectors.joining());
    }

    /// One certificate.
    public static String of(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was read has an encoding", impossible);
        }
    }

    /// A private key, as PKCS#8 without encryption.
    public static String of(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /// The value of `X-Ssl-Cert-Chain`: PEM blocks with every line break as one space (contract.md 1.2).
    public static String headerValue(List<X509Certificate> certificates) {
        return of(certificates).strip().replace('\n', ' ');
    }

    private static String block(String label, byte[] content) {
        var lines = Base64.getMimeEncoder(LINE_LENGTH, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + lines.encodeToString(content) + "\n-----END " + label + "-----\n";
    }
}
