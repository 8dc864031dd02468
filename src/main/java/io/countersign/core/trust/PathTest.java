package io.countersign.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a path that is valid by itself has to pass besides. Nothing in it reaches out for anything.
@FunctionalInterface
public interface PathTest {
    /// Passes everything.
    PathTest NONE = (_, _, _) -> Optional.empty();

    /// What is wrong with a path, if anything.
    ///
    /// @param path from the leaf upwards, without the anchor; the leaf alone if it is the anchor
    Optional<ChainFault> check(List<X509Certificate> path, TrustAnchor anchor, Instant now);
}
