package io.countersign.core.revocation;

import io.countersign.core.tenant.TenantId;
import java.util.Optional;

/// The revocation lists that we sign, the last one of each tenant, and the keys to sign them with, encrypted at rest.
public interface OwnCrls {
    /// The key of a tenant, if one was drawn.
    Optional<CrlSigner> signer(TenantId tenant);

    /// Keeps a key for a tenant that has none; nothing for one that is not there any more.
    ///
    /// @return the key that the tenant has
    CrlSigner keep(TenantId tenant, CrlSigner drawn);

    /// The last list of a tenant.
    Optional<OwnCrl> last(TenantId tenant);

    /// Keeps a list in the place of the last one, unless its number is not higher.
    void put(TenantId tenant, OwnCrl list);
}
