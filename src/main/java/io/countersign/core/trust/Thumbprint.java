package io.countersign.core.trust;

import java.security.cert.X509Certificate;
import java.util.Base64;

/// SHA-256 of a certificate's DER in base64url: `x5t#S256` of RFC 8705, 3.1.
///
/// @param value 43 characters
public record Thumbprint(String value) {
    /// The thumbprint of a certificate.
    public static Thumbprint of(X509Certificate certificate) {
        byte[] digest = Fingerprint.digest("SHA-256", Fingerprint.der(certificate));
        return new Thumbprint(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }
}
