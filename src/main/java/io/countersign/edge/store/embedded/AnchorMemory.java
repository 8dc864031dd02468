package io.countersign.edge.store.embedded;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.TrustAnchor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All trust anchors by id, subject, tenant and key. Readers take no lock; writers come one at a time.
final class AnchorMemory {
    private final Map<Long, KeptAnchor> byId = new ConcurrentHashMap<>();
    private final Map<String, List<KeptAnchor>> bySubject = new ConcurrentHashMap<>();
    private final Map<TenantId, List<KeptAnchor>> byTenant = new ConcurrentHashMap<>();
    private final AnchorKeys keys = new AnchorKeys();
    private final LoadingCache<KeptAnchor, TrustAnchor> parsed;

    /// @param parsedMax how many parsed certificates are kept
    AnchorMemory(int parsedMax) {
        this.parsed = Caffeine.newBuilder()
                .maximumSize(parsedMax)
                .executor(Runnable::run)
                .build(KeptAnchor::parse);
    }

    Optional<KeptAnchor> find(long id) {
        return Optional.ofNullable(byId.get(id));
    }

    List<KeptAnchor> named(String subject) {
        return bySubject.getOrDefault(subject, List.of());
    }

    /// In the order of their upload.
    List<KeptAnchor> of(TenantId tenant) {
        return byTenant.getOrDefault(tenant, List.of());
    }

    /// The anchor with its certificate.
    TrustAnchor parsed(KeptAnchor anchor) {
        return judged(anchor, parsed.get(anchor));
    }

    /// Likewise, for long lists, which must not drive out the certificates that devices need.
    TrustAnchor parsedInPassing(KeptAnchor anchor) {
        TrustAnchor present = parsed.getIfPresent(anchor);
        return judged(anchor, present == null ? anchor.parse() : present);
    }

    /// Whether it is in effect depends on others, so it is not kept.
    private TrustAnchor judged(KeptAnchor kept, TrustAnchor anchor) {
        return keys.isBelieved(kept) ? anchor : anchor.inEffect(false);
    }

    AnchorKeys keys() {
        return keys;
    }

    void addAll(Map<TenantId, List<KeptAnchor>> anchors) {
        anchors.forEach((tenant, ofTenant) -> {
            byTenant.put(tenant, List.copyOf(ofTenant));
            ofTenant.forEach(this::index);
        });
    }

    void add(KeptAnchor anchor) {
        change(byTenant, anchor.tenant(), present -> plus(present, anchor));
        index(anchor);
    }

    private void index(KeptAnchor anchor) {
        keys.add(anchor);
        byId.put(anchor.id(), anchor);
        change(bySubject, anchor.subject(), present -> plus(present, anchor));
    }

    void replace(KeptAnchor before, KeptAnchor after) {
        UnaryOperator<List<KeptAnchor>> exchange = present -> present.stream()
                .map(anchor -> anchor == before ? after : anchor)
                .toList();
        keys.replace(after, exchange);
        byId.put(after.id(), after);
        change(bySubject, after.subject(), exchange);
        change(byTenant, after.tenant(), exchange);
        parsed.invalidate(before);
    }

    void remove(KeptAnchor anchor) {
        unindex(anchor);
        change(byTenant, anchor.tenant(), present -> minus(present, anchor));
    }

    void forget(TenantId tenant) {
        List<KeptAnchor> removed = byTenant.remove(tenant);
        if (removed != null) {
            removed.forEach(this::unindex);
        }
    }

    private void unindex(KeptAnchor anchor) {
        byId.remove(anchor.id());
        change(bySubject, anchor.subject(), present -> minus(present, anchor));
        keys.remove(anchor);
        parsed.invalidate(anchor);
    }

    static List<KeptAnchor> plus(List<KeptAnchor> present, KeptAnchor added) {
        return Stream.concat(present.stream(), Stream.of(added)).toList();
    }

    static List<KeptAnchor> minus(List<KeptAnchor> present, KeptAnchor removed) {
        return present.stream().filter(anchor -> anchor != removed).toList();
    }

    static <K> void change(Map<K, List<KeptAnchor>> index, K key, UnaryOperator<List<KeptAnchor>> change) {
        index.compute(key, (_, present) -> orNull(List.copyOf(change.apply(present == null ? List.of() : present))));
    }

    private static @Nullable List<KeptAnchor> orNull(List<KeptAnchor> anchors) {
        return anchors.isEmpty() ? null : anchors;
    }
}
