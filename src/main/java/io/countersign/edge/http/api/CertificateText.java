package io.countersign.edge.http.api;

import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `certInPemFormat` in the shapes that clients send (clients.md 6): PEM with its lines, PEM with the line breaks
/// lost or turned to spaces, or the bare base64 of the DER, wrapped or not. Writes it in one: base64 on one line.
final class CertificateText {
    /// The longest text that is looked at, in characters.
    static final int LENGTH_MAX = 64 * 1024;

    private static final Pattern PEM = Pattern.compile(
            "\\s*-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END ([A-Z0-9 ]{1,40})-----\\s*");
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final int LINE_LENGTH = 64;

    private CertificateText() {}

    /// The one certificate in the text.
    ///
    /// @throws Rejected with 422 if there is anything else
    static X509Certificate read(String text) {
        if (text.length() > LENGTH_MAX) {
            throw invalid("is at most " + LENGTH_MAX + " characters, not " + text.length());
        }
        String base64 = text;
        Matcher pem = PEM.matcher(text);
        if (pem.matches()) {
            if (!pem.group(1).equals(CERTIFICATE) || !pem.group(3).equals(CERTIFICATE)) {
                throw invalid("holds a " + pem.group(1) + ", not a CERTIFICATE");
            }
            base64 = pem.group(2);
        } else if (text.contains("-----")) {
            throw invalid("is not exactly one PEM block of a CERTIFICATE");
        }
        return parse(base64.replaceAll("\\s", ""));
    }

    private static X509Certificate parse(String base64) {
        try {
            var der = new ByteArrayInputStream(Base64.getDecoder().decode(base64));
            if (CertificateFactory.getInstance("X.509").generateCertificate(der) instanceof X509Certificate certificate
                    && der.available() == 0) {
                return certificate;
            }
            throw invalid("holds more than one certificate");
        } catch (IllegalArgumentException | CertificateException noCertificate) {
            throw invalid("is not the base64 of an X.509 certificate");
        }
    }

    private static Rejected invalid(String rule) {
        return new Rejected(Problem.invalid("certificate", "'certInPemFormat' " + rule + "."));
    }

    /// A certificate as PEM (RFC 7468).
    static String pem(X509Certificate certificate) {
        String lines = write(certificate).replaceAll("(.{" + LINE_LENGTH + "})(?=.)", "$1\n");
        return "-----BEGIN " + CERTIFICATE + "-----\n" + lines + "\n-----END " + CERTIFICATE + "-----\n";
    }

    /// The DER of a certificate as base64 on one line.
    static String write(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateException impossible) {
            throw new IllegalStateException("a parsed certificate has its encoding", impossible);
        }
    }
}
