package io.countersign.core.trust;

import io.countersign.core.tenant.TenantId;
import java.util.Collection;

/// A tenant's upload of a key that other tenants may have uploaded, too: who of them is believed (contract.md 2.3).
///
/// A certificate is no secret, so uploading one shows nothing. Whoever signed a code with the key is believed, beside
/// everybody else who did. As long as nobody did, the tenant that came first is. A later copy without proof has no
/// effect at all: neither does it draw devices away, nor does it stop those of the first. It stays so when the first
/// leaves, or one could lie in wait for that. The rule is the same whether sharing is allowed now or was before, so
/// that switching it off widens nothing.
///
/// @param first whether nobody had the key when this was uploaded
/// @param proven whether its tenant has shown that it holds the private key
public record KeyHolder(TenantId tenant, boolean first, boolean proven) {
    /// @param all uploads of the key, this one among them
    public boolean isBelieved(Collection<KeyHolder> all) {
        return proven
                || (all.stream().anyMatch(other -> other.first && isOfSameTenant(other))
                        && all.stream().noneMatch(other -> other.proven && !isOfSameTenant(other)));
    }

    private boolean isOfSameTenant(KeyHolder other) {
        return tenant.equals(other.tenant);
    }
}
