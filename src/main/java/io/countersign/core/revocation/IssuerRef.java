package io.countersign.core.revocation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import javax.security.auth.x500.X500Principal;

/// Names an issuer in few letters: a hash of its name and one of its key, 64 bits each.
///
/// The key as well as the name, since two CAs may have one name and give one serial number twice (OpenBao, cert.mdx).
///
/// @param name 11 letters of base64url
/// @param key likewise
public record IssuerRef(String name, String key) {
    /// How many bytes of a hash are kept.
    private static final int BYTES = 8;

    /// The issuer that this CA certificate is of.
    public static IssuerRef of(X509Certificate ca) {
        return new IssuerRef(nameOf(ca.getSubjectX500Principal()), keyOf(ca.getPublicKey()));
    }

    /// The part that stands for a name; equal for equal names, however they are encoded.
    public static String nameOf(X500Principal name) {
        return hash(name.getName(X500Principal.CANONICAL).getBytes(StandardCharsets.UTF_8));
    }

    /// The part that stands for a key.
    public static String keyOf(PublicKey key) {
        return hash(key.getEncoded());
    }

    private static String hash(byte[] input) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(input);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
