package io.countersign.core.trust;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Judges whole paths, for one question at one moment.
///
/// @param test what a valid path has to pass besides
record PathJudge(PathRules rules, PathTest test, ChainDemands demands, Instant now) {
    /// @param path from the leaf upwards, without the anchor; empty if the leaf is the anchor itself
    Optional<ChainFault> check(X509Certificate leaf, List<X509Certificate> path, TrustAnchor anchor) {
        boolean leafIsAnchor = path.isEmpty();
        return KeyPolicy.checkKey(leaf, demands.purpose())
                .or(() -> LeafRules.check(leaf, demands.purpose(), leafIsAnchor))
                .or(() -> rules.check(path, anchor.certificate(), demands, now))
                .or(() -> test.check(leafIsAnchor ? List.of(leaf) : path, anchor, now));
    }
}
