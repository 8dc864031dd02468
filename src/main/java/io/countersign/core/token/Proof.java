package io.countersign.core.token;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.Thumbprint;
import io.countersign.core.trust.TrustedChain;
import java.util.List;

/// Whom a chain proves its device to be: all that a token takes from certificates. It holds none of them, so that many
/// can be remembered.
///
/// @param ways one per tenant that trusts the leaf, at least one
record Proof(DeviceId device, Thumbprint leaf, List<Way> ways) {
    Proof {
        ways = List.copyOf(ways);
    }

    /// How one tenant trusts the leaf.
    record Way(TenantId tenant, Vouched vouched) {}

    static Proof of(DeviceId device, List<TrustedChain> chains) {
        return new Proof(
                device,
                Thumbprint.of(chains.getFirst().leaf()),
                chains.stream()
                        .map(chain -> new Way(chain.anchor().tenant(), Vouched.by(chain)))
                        .toList());
    }
}
