package io.countersign.core.trust;

import java.time.Instant;

/// The decision on a chain: from what a device showed, the tenants' anchors and the time to proven chains or a typed
/// fault. Every entry of the server asks this one (product.md 3).
public final class ChainCheck {
    private final NamedAnchors anchors;
    private final PathRules rules;
    private final PathTest test;

    /// @param anchors the anchors of all tenants
    /// @param details reads what the JDK does not tell of a certificate
    public ChainCheck(NamedAnchors anchors, CertificateDetails details) {
        this(anchors, details, PathTest.NONE);
    }

    /// @param test what a valid path has to pass besides
    public ChainCheck(NamedAnchors anchors, CertificateDetails details, PathTest test) {
        this(anchors, new PathRules(details), test);
    }

    private ChainCheck(NamedAnchors anchors, PathRules rules, PathTest test) {
        this.anchors = anchors;
        this.rules = rules;
        this.test = test;
    }

    /// Judges the chain of a device at one instant. Costs at most 100 signature checks; never asks the network.
    public ChainVerdict check(CertificateChain chain, Instant now) {
        return check(chain, ChainDemands.OF_DEVICES, now);
    }

    /// Judges a chain of which something else is asked.
    public ChainVerdict check(CertificateChain chain, ChainDemands demands, Instant now) {
        return new PathSearch(chain, anchors, new PathJudge(rules, test, demands, now)).run();
    }

    /// The same decision over other anchors.
    public ChainCheck over(NamedAnchors others) {
        return new ChainCheck(others, rules, test);
    }
}
