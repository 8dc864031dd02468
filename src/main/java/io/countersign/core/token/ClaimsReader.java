package io.countersign.core.token;

import java.util.Optional;

/// Reads the payload of a token back.
@FunctionalInterface
public interface ClaimsReader {
    /// Empty if it does not hold what a device token says. Asked only for payloads that bear our signature.
    Optional<TokenClaims> read(byte[] json);
}
