package io.countersign.core.token;

import io.countersign.core.device.DeviceId;
import io.countersign.core.trust.Thumbprint;
import io.countersign.core.trust.TrustedChain;
import java.util.List;

/// Whom a chain proves its device to be: all that a token takes from certificates. It holds none of them, so that many
/// can be remembered.
///
/// @param vouchings one per tenant that trusts the leaf, at least one
record Proof(DeviceId device, Thumbprint leaf, List<Vouching> vouchings) {
    Proof {
        vouchings = List.copyOf(vouchings);
    }

    static Proof of(DeviceId device, List<TrustedChain> chains) {
        return new Proof(
                device,
                Thumbprint.of(chains.getFirst().leaf()),
                chains.stream()
                        .map(chain -> new Vouching(chain.anchor().tenant(), Vouched.by(chain)))
                        .toList());
    }
}
