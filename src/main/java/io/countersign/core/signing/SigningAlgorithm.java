package io.countersign.core.signing;

import java.util.Arrays;
import java.util.Optional;

/// How tokens are signed. A key has one algorithm, whatever a token claims (RFC 8725, 3.1).
public enum SigningAlgorithm {
    /// ECDSA on P-256 with SHA-256 (RFC 7518, 3.4); where a tenant says nothing.
    ES256("ES256"),
    /// RSASSA-PKCS1-v1_5 with SHA-256 (RFC 7518, 3.3) and keys of 2048 bits, as Cumulocity signs (contract.md 1.6).
    RS256("RS256"),
    /// Ed25519 (RFC 8037, 3.1).
    EDDSA("EdDSA");

    private final String jose;

    SigningAlgorithm(String jose) {
        this.jose = jose;
    }

    /// Its name in the header of a token and in a key set, as IANA registers it.
    public String jose() {
        return jose;
    }

    /// The algorithm of this name, letter by letter.
    public static Optional<SigningAlgorithm> named(String jose) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.jose.equals(jose))
                .findFirst();
    }
}
