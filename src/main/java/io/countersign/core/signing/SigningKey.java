package io.countersign.core.signing;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Base64;

/// A P-256 key pair that tokens are signed with (ES256, RFC 7518, 3.4).
///
/// @param kid unique over all instances and tenants: the RFC 7638 thumbprint of the public key
/// @param publishedAt since when it stands in the JWKS
/// @param signsFrom from when on new tokens are signed with it, until a younger key takes over
/// @param headerText the first part of every token signed with this key: the JOSE header in base64url
public record SigningKey(
        String kid,
        ECPublicKey publicKey,
        PrivateKey privateKey,
        Instant publishedAt,
        Instant signsFrom,
        String headerText) {
    /// The algorithm of this key's signatures, in JOSE's name. A key has one, whatever a token claims.
    public static final String ALGORITHM = "ES256";

    /// @throws IllegalArgumentException if the key would sign before it is published
    public SigningKey {
        if (signsFrom.isBefore(publishedAt)) {
            throw new IllegalArgumentException("a key signs only after it was published");
        }
    }

    /// A key with the header that its tokens begin with.
    public static SigningKey of(
            String kid, ECPublicKey publicKey, PrivateKey privateKey, Instant publishedAt, Instant signsFrom) {
        String json = "{\"alg\":\"" + ALGORITHM + "\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"}";
        String headerText =
                Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
        return new SigningKey(kid, publicKey, privateKey, publishedAt, signsFrom, headerText);
    }

    /// Leaves the private key out.
    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
