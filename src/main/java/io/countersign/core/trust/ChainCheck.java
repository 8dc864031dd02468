package io.countersign.core.trust;

import java.time.Instant;

/// The decision on a chain: from what a device showed, the tenants' anchors and the time to proven chains or a typed
/// fault. Every entry of the server asks this one (product.md 3).
public final class ChainCheck {
    private final TrustAnchors anchors;
    private final PathRules rules;

    /// @param anchors the anchors of all tenants
    /// @param details reads what the JDK does not tell of a certificate
    public ChainCheck(TrustAnchors anchors, CertificateDetails details) {
        this.anchors = anchors;
        this.rules = new PathRules(details);
    }

    /// Judges a chain at one instant. Costs at most 100 signature checks; never asks the network.
    public ChainVerdict check(CertificateChain chain, Instant now) {
        return new PathSearch(chain, anchors, rules, now).run();
    }
}
