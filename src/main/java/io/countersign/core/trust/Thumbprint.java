package io.countersign.core.trust;

import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// SHA-256 of a certificate's DER in base64url: `x5t#S256` of RFC 8705, 3.1.
///
/// @param value 43 characters
public record Thumbprint(String value) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    /// The thumbprint of a certificate.
    public static Thumbprint of(X509Certificate certificate) {
        return ofDigest(Fingerprint.digest("SHA-256", Fingerprint.der(certificate)));
    }

    /// Reads what a person typed or a tool printed: 64 hex digits of any case, perhaps with colons or blanks.
    ///
    /// @throws IllegalArgumentException if it is anything else
    public static Thumbprint ofHex(String text) {
        String hex = text.replaceAll("[\\s:]", "").toLowerCase(Locale.ROOT);
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a fingerprint here is SHA-256 of the certificate, 64 hex digits, not '" + text + "'");
        }
        return ofDigest(HexFormat.of().parseHex(hex));
    }

    private static Thumbprint ofDigest(byte[] digest) {
        return new Thumbprint(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
    }

    /// The same in 64 lower-case hex digits.
    public String hex() {
        return HexFormat.of().formatHex(Base64.getUrlDecoder().decode(value));
    }
}
