package io.countersign.core.revocation;

import io.countersign.core.tenant.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The model of [OwnCrls].
public final class InMemoryOwnCrls implements OwnCrls {
    private final Map<TenantId, CrlSigner> signers = new ConcurrentHashMap<>();
    private final Map<TenantId, OwnCrl> lists = new ConcurrentHashMap<>();

    @Override
    public Optional<CrlSigner> signer(TenantId tenant) {
        return Optional.ofNullable(signers.get(tenant));
    }

    @Override
    public CrlSigner keep(TenantId tenant, CrlSigner drawn) {
        return signers.computeIfAbsent(tenant, _ -> drawn);
    }

    @Override
    public Optional<OwnCrl> last(TenantId tenant) {
        return Optional.ofNullable(lists.get(tenant));
    }

    @Override
    public void put(TenantId tenant, OwnCrl list) {
        lists.merge(tenant, list, (last, next) -> next.number() > last.number() ? next : last);
    }

    /// Forgets what belongs to a tenant.
    public void removeAll(TenantId tenant) {
        signers.remove(tenant);
        lists.remove(tenant);
    }
}
