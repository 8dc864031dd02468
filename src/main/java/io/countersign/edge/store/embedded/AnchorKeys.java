package io.countersign.edge.store.embedded;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.KeyHolder;
import io.countersign.core.trust.TrustAnchor.Use;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/// Whose the keys of anchors are: which anchors have a key, and which tenant had it first. Readers take no lock;
/// writers come one at a time.
///
/// Intermediates do not count: storing one says nothing about whose its key is.
final class AnchorKeys {
    private final Map<KeyName, List<KeptAnchor>> byKey = new ConcurrentHashMap<>();
    private final Map<KeyName, TenantId> first = new ConcurrentHashMap<>();

    void setFirst(KeyName key, TenantId tenant) {
        first.put(key, tenant);
    }

    void add(KeptAnchor anchor) {
        if (anchor.use() == Use.ANCHOR) {
            first.putIfAbsent(anchor.key(), anchor.tenant());
            AnchorMemory.change(byKey, anchor.key(), present -> AnchorMemory.plus(present, anchor));
        }
    }

    void replace(KeptAnchor anchor, UnaryOperator<List<KeptAnchor>> exchange) {
        AnchorMemory.change(byKey, anchor.key(), exchange);
    }

    /// The key is free for the next one when the last anchor of its first tenant goes, whoever else has copies.
    void remove(KeptAnchor anchor) {
        AnchorMemory.change(byKey, anchor.key(), present -> AnchorMemory.minus(present, anchor));
        boolean hasOthers =
                of(anchor.key()).stream().anyMatch(other -> other.tenant().equals(anchor.tenant()));
        if (anchor.use() == Use.ANCHOR && !hasOthers) {
            first.remove(anchor.key(), anchor.tenant());
        }
    }

    /// Whether an anchor is in effect; of intermediates always.
    boolean isBelieved(KeptAnchor anchor) {
        return anchor.use() == Use.INTERMEDIATE
                || holder(anchor)
                        .isBelieved(of(anchor.key()).stream().map(this::holder).toList());
    }

    /// Whether the key anchors the trust of a tenant other than this one's. A copy that is not in effect is in nobody's
    /// way.
    boolean isTakenFrom(KeptAnchor newcomer) {
        return of(newcomer.key()).stream()
                .anyMatch(other -> !other.tenant().equals(newcomer.tenant()) && isBelieved(other));
    }

    private List<KeptAnchor> of(KeyName key) {
        return byKey.getOrDefault(key, List.of());
    }

    private KeyHolder holder(KeptAnchor anchor) {
        return new KeyHolder(anchor.tenant(), anchor.tenant().equals(first.get(anchor.key())), anchor.isProven());
    }
}
