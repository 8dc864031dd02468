package io.countersign.core.signing;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The public half of a key in JOSE's form (RFC 7517): the members that make it this key, and no others.
///
/// @param members by name; their values need no escaping in JSON
public record PublicJwk(SortedMap<String, String> members) {
    /// P-256 and Ed25519 have numbers of so many bytes.
    private static final int NUMBER_BYTES = 32;

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    public PublicJwk {
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    /// @param key of the kind that the algorithm signs with
    static PublicJwk of(SigningAlgorithm algorithm, PublicKey key) {
        return new PublicJwk(new TreeMap<>(
                switch (algorithm) {
                    case ES256 -> ec((ECPublicKey) key);
                    case RS256 -> rsa((RSAPublicKey) key);
                    case EDDSA -> ed25519(key);
                }));
    }

    /// RFC 7518, 6.2.1.
    private static Map<String, String> ec(ECPublicKey key) {
        return Map.of(
                "kty",
                "EC",
                "crv",
                "P-256",
                "x",
                coordinate(key.getW().getAffineX()),
                "y",
                coordinate(key.getW().getAffineY()));
    }

    /// RFC 7518, 6.3.1.
    private static Map<String, String> rsa(RSAPublicKey key) {
        return Map.of("kty", "RSA", "n", number(key.getModulus()), "e", number(key.getPublicExponent()));
    }

    /// RFC 8037, 2. In X.509 the key's own bytes are the last ones (RFC 8410, 4).
    private static Map<String, String> ed25519(PublicKey key) {
        byte[] x509 = key.getEncoded();
        byte[] own = Arrays.copyOfRange(x509, x509.length - NUMBER_BYTES, x509.length);
        return Map.of("kty", "OKP", "crv", "Ed25519", "x", BASE64URL.encodeToString(own));
    }

    /// RFC 7518, 6.2.1.2: always as many bytes as the curve has.
    private static String coordinate(BigInteger number) {
        byte[] bytes = unsigned(number);
        byte[] coordinate = new byte[NUMBER_BYTES];
        System.arraycopy(bytes, 0, coordinate, NUMBER_BYTES - bytes.length, bytes.length);
        return BASE64URL.encodeToString(coordinate);
    }

    /// RFC 7518, 2: no more bytes than it needs.
    private static String number(BigInteger number) {
        return BASE64URL.encodeToString(unsigned(number));
    }

    /// A Java number may have one more byte in front, for its sign.
    private static byte[] unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    /// RFC 7638: SHA-256 of the members in the order of their names, in base64url. It names one key in the world.
    String thumbprint() {
        String json = members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":\"" + member.getValue() + '"')
                .collect(Collectors.joining(",", "{", "}"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.US_ASCII));
            return BASE64URL.encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
