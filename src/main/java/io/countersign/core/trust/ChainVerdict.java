package io.countersign.core.trust;

import io.countersign.core.tenant.TenantId;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What [ChainCheck] found.
public sealed interface ChainVerdict {
    /// The leaf has a proven path.
    ///
    /// @param chains one per tenant that trusts the leaf, at least one, never two of one tenant
    /// @param reached the tenants to whose anchors a path led, whether it held or not
    record Trusted(List<TrustedChain> chains, Set<TenantId> reached) implements ChainVerdict {
        /// @throws IllegalArgumentException if there is no chain
        public Trusted {
            if (chains.isEmpty()) {
                throw new IllegalArgumentException("a trusted leaf has at least one chain");
            }
            chains = List.copyOf(chains);
            reached = Set.copyOf(reached);
        }
    }

    /// No path holds.
    ///
    /// @param fault of the path that came nearest to an anchor
    /// @param path the certificates of that path, from the leaf as far up as it came, without the anchor
    /// @param tried the anchor that path would have led to; its tenant is who should hear of the refusal
    record Untrusted(ChainFault fault, List<X509Certificate> path, Optional<TrustAnchor> tried)
            implements ChainVerdict {
        private static final int KEY_CERT_SIGN = 5;

        public Untrusted {
            path = List.copyOf(path);
        }

        /// Whether only CAs have signed on that path. The holder of a device's key can sign certificates with it, too,
        /// as many as they like; they are refused, but they are no word of a CA about its devices.
        public boolean isSignedByCas() {
            return path.stream().skip(1).allMatch(Untrusted::isCa);
        }

        private static boolean isCa(X509Certificate issuer) {
            boolean[] usage = issuer.getKeyUsage();
            return issuer.getBasicConstraints() >= 0 && (usage == null || usage[KEY_CERT_SIGN]);
        }
    }
}
