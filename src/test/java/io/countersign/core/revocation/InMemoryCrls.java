package io.countersign.core.revocation;

import io.countersign.core.revocation.KeptCrl.Origin;
import io.countersign.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/// The model of [Crls].
public final class InMemoryCrls implements Crls {
    private final Map<TenantId, List<KeptCrl>> lists = new HashMap<>();

    @Override
    public synchronized List<KeptCrl> of(TenantId tenant) {
        return List.copyOf(lists.getOrDefault(tenant, List.of()));
    }

    @Override
    public List<Crl> issuedBy(TenantId tenant, X500Principal issuer, Set<Origin> origins) {
        return of(tenant).stream()
                .filter(kept -> origins.contains(kept.origin()))
                .map(KeptCrl::list)
                .filter(list -> list.issuer().equals(issuer))
                .toList();
    }

    @Override
    public Optional<Revocation> find(TenantId tenant, CertificateRef certificate, Set<Origin> origins) {
        for (KeptCrl kept : of(tenant)) {
            if (!origins.contains(kept.origin())) {
                continue;
            }
            for (X500Principal issuer : kept.list().certificateIssuers()) {
                boolean isMeant =
                        IssuerRef.nameOf(issuer).equals(certificate.issuer().name())
                                && (kept.signers().contains(certificate.issuer().key())
                                        || !issuer.equals(kept.list().issuer()));
                Optional<Revocation> found =
                        isMeant ? kept.list().standing(issuer, certificate.serial()) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized Kept put(TenantId tenant, KeptCrl list, byte[] der) {
        List<KeptCrl> others = new ArrayList<>(of(tenant));
        if (others.stream().anyMatch(other -> list.succeeds(other) && list.isOlderThan(other))) {
            return Kept.OLDER;
        }
        others.removeIf(list::succeeds);
        if (others.size() >= PER_TENANT_MAX) {
            return Kept.TOO_MANY;
        }
        others.add(list);
        lists.put(tenant, others);
        return Kept.KEPT;
    }

    @Override
    public synchronized boolean remove(TenantId tenant, String id) {
        return lists.getOrDefault(tenant, new ArrayList<>())
                .removeIf(kept -> kept.id().equals(id));
    }

    /// Forgets what belongs to a tenant.
    public synchronized void removeAll(TenantId tenant) {
        lists.remove(tenant);
    }
}
