package io.countersign.core.token;

import io.countersign.core.device.Device;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.CertificateChain;
import io.countersign.core.trust.ChainCheck;
import io.countersign.core.trust.ChainFault;
import io.countersign.core.trust.ChainVerdict;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.core.trust.TrustedChain;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges a chain as a token request would, without the device: over the trusted certificates of one tenant, and with
/// nothing registered or issued (contract.md 2.2, `verify-cert-chain`).
public final class VerifyChain {
    private final ChainCheck chainCheck;
    private final TrustAnchors anchors;
    private final IssueToken issueToken;

    /// @param chainCheck the decision that token requests are judged by
    public VerifyChain(ChainCheck chainCheck, TrustAnchors anchors, IssueToken issueToken) {
        this.chainCheck = chainCheck;
        this.anchors = anchors;
        this.issueToken = issueToken;
    }

    /// What was found.
    public sealed interface Result {
        /// The chain holds.
        ///
        /// @param path from the leaf up to the trusted certificate
        /// @param device empty if it is not registered
        /// @param refusal what a token request would be refused for all the same
        record Holds(List<X509Certificate> path, Optional<Device> device, Optional<Refusal> refusal)
                implements Result {}

        /// It does not.
        ///
        /// @param path from the leaf as far up as it came, perhaps to a trusted certificate
        record Fails(ChainFault fault, List<X509Certificate> path) implements Result {}
    }

    /// Judges a chain at one instant.
    public Result verify(TenantId tenant, CertificateChain chain, Instant now) {
        ChainCheck ofTenant = chainCheck.over(name -> anchors.named(name).stream()
                .filter(entry -> entry.tenant().equals(tenant))
                .toList());
        return switch (ofTenant.check(chain, now)) {
            case ChainVerdict.Untrusted(var fault, var path, var tried) -> new Result.Fails(fault, upTo(path, tried));
            case ChainVerdict.Trusted trusted -> holds(trusted.chains().getFirst());
        };
    }

    private static List<X509Certificate> upTo(List<X509Certificate> path, Optional<TrustAnchor> anchor) {
        List<X509Certificate> whole = new ArrayList<>(path);
        anchor.map(TrustAnchor::certificate)
                .filter(certificate -> !path.contains(certificate))
                .ifPresent(whole::add);
        return whole;
    }

    private Result holds(TrustedChain chain) {
        List<X509Certificate> path = upTo(chain.path(), Optional.of(chain.anchor()));
        IssueToken.Foresight foresight = issueToken.foresee(chain);
        return new Result.Holds(path, foresight.device(), foresight.refusal());
    }
}
