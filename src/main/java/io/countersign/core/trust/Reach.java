package io.countersign.core.trust;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.TrustAnchor.Use;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The tenants at whose anchors a path may still end: any, until it goes over a stored intermediate; from then on those
/// that stored it.
///
/// @param tenants empty for any
record Reach(Optional<Set<TenantId>> tenants) {
    static final Reach ANY = new Reach(Optional.empty());

    boolean allows(TenantId tenant) {
        return tenants.isEmpty() || tenants.get().contains(tenant);
    }

    /// The intermediates that may prolong a path, each once however many tenants stored it, and how far each leads.
    ///
    /// @param stored certificates of the right name, in the order to try them
    /// @param proven tenants for which nothing is left to find
    Map<X509Certificate, Reach> over(List<TrustAnchor> stored, Collection<TenantId> proven) {
        var storers = new LinkedHashMap<X509Certificate, Set<TenantId>>();
        for (TrustAnchor entry : stored) {
            if (entry.use() == Use.INTERMEDIATE
                    && entry.enabled()
                    && allows(entry.tenant())
                    && !proven.contains(entry.tenant())) {
                storers.computeIfAbsent(entry.certificate(), _ -> new LinkedHashSet<>())
                        .add(entry.tenant());
            }
        }
        var reaches = new LinkedHashMap<X509Certificate, Reach>();
        storers.forEach((certificate, by) -> reaches.put(certificate, new Reach(Optional.of(by))));
        return reaches;
    }
}
