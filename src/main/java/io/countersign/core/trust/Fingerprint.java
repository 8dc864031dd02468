package io.countersign.core.trust;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a certificate in the API: SHA-1 of its DER as 40 lower-case hex digits (contract.md 2.1).
///
/// A name only: nothing is trusted because of an equal fingerprint; certificates are compared by their whole DER.
public record Fingerprint(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{40}");

    /// @throws IllegalArgumentException if the text is not 40 lower-case hex digits
    public Fingerprint {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("a fingerprint is 40 lower-case hex digits, not '" + hex + "'");
        }
    }

    /// The fingerprint of a certificate.
    public static Fingerprint of(X509Certificate certificate) {
        return new Fingerprint(HexFormat.of().formatHex(digest("SHA-1", der(certificate))));
    }

    /// Reads what a person typed: any case. Empty if it is no fingerprint.
    public static Optional<Fingerprint> parse(String text) {
        String hex = text.toLowerCase(Locale.ROOT);
        return FORM.matcher(hex).matches() ? Optional.of(new Fingerprint(hex)) : Optional.empty();
    }

    static byte[] digest(String algorithm, byte[] input) {
        try {
            return MessageDigest.getInstance(algorithm).digest(input);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a parsed certificate has its encoding", impossible);
        }
    }
}
