package io.countersign.core.trust;

import java.time.Instant;

/// The decision on a chain: from what a device showed, the tenants' anchors and the time to proven chains or a typed
/// fault. Every entry of the server asks this one (product.md 3).
public final class ChainCheck {
    private final NamedAnchors anchors;
    private final PathRules rules;

    /// @param anchors the anchors of all tenants
    /// @param details reads what the JDK does not tell of a certificate
    public ChainCheck(NamedAnchors anchors, CertificateDetails details) {
        this(anchors, new PathRules(details));
    }

    private ChainCheck(NamedAnchors anchors, PathRules rules) {
        this.anchors = anchors;
        this.rules = rules;
    }

    /// Judges the chain of a device at one instant. Costs at most 100 signature checks; never asks the network.
    public ChainVerdict check(CertificateChain chain, Instant now) {
        return check(chain, ChainDemands.OF_DEVICES, now);
    }

    /// Judges a chain of which something else is asked.
    public ChainVerdict check(CertificateChain chain, ChainDemands demands, Instant now) {
        return new PathSearch(chain, anchors, rules, demands, now).run();
    }

    /// The same decision over other anchors.
    public ChainCheck over(NamedAnchors others) {
        return new ChainCheck(others, rules);
    }
}
