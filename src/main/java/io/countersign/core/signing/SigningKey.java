package io.countersign.core.signing;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;

/// A key pair that tokens are signed with.
///
/// @param kid unique over all instances and tenants: the RFC 7638 thumbprint of the public key
/// @param algorithm the only one that it signs with
/// @param publishedAt since when it stands in the JWKS
/// @param signsFrom from when on new tokens are signed with it, until a younger key takes over
/// @param headerText the first part of every token signed with this key: the JOSE header in base64url
public record SigningKey(
        String kid,
        SigningAlgorithm algorithm,
        PublicKey publicKey,
        PrivateKey privateKey,
        Instant publishedAt,
        Instant signsFrom,
        String headerText) {
    /// @throws IllegalArgumentException if the key would sign before it is published
    public SigningKey {
        if (signsFrom.isBefore(publishedAt)) {
            throw new IllegalArgumentException("a key signs only after it was published");
        }
    }

    /// A key with its id, and the header that its tokens begin with.
    public static SigningKey of(SigningAlgorithm algorithm, KeyPair pair, Instant publishedAt, Instant signsFrom) {
        String kid = PublicJwk.of(algorithm, pair.getPublic()).thumbprint();
        String json = "{\"alg\":\"" + algorithm.jose() + "\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"}";
        String headerText =
                Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.US_ASCII));
        return new SigningKey(kid, algorithm, pair.getPublic(), pair.getPrivate(), publishedAt, signsFrom, headerText);
    }

    /// Its public half, as it is published.
    public PublicJwk publicJwk() {
        return PublicJwk.of(algorithm, publicKey);
    }

    /// Leaves the private key out.
    @Override
    public String toString() {
        return "SigningKey[" + kid + "]";
    }
}
