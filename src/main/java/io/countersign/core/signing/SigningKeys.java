package io.countersign.core.signing;

import java.time.Instant;
import java.util.List;

/// Where signing keys are kept, encrypted at rest.
public interface SigningKeys {
    List<SigningKey> all();

    /// Draws a new key and keeps it.
    SigningKey add(SigningAlgorithm algorithm, Instant publishedAt, Instant signsFrom);

    void remove(SigningKey key);
}
