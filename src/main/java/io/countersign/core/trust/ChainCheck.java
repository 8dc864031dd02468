package io.countersign.core.trust;

import java.time.Instant;

/// The decision on a chain: from what a device showed, the tenants' anchors and the time to proven chains or a typed
/// fault. Every entry of the server asks this one (product.md 3).
public final class ChainCheck {
    private final TrustAnchors anchors;
    private final PathRules rules = new PathRules();

    /// @param anchors the anchors of all tenants
    public ChainCheck(TrustAnchors anchors) {
        this.anchors = anchors;
    }

    /// Judges a chain at one instant. Costs at most 100 signature checks; never asks the network.
    public ChainVerdict check(CertificateChain chain, Instant now) {
        return new PathSearch(chain, anchors, rules, now).run();
    }
}
