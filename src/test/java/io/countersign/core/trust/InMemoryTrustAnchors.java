package io.countersign.core.trust;

import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.TrustAnchor.Use;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;

/// The model of [TrustAnchors].
public final class InMemoryTrustAnchors implements TrustAnchors {
    private final List<TrustAnchor> anchors = new ArrayList<>();
    private final Map<PublicKey, TenantId> first = new HashMap<>();
    private final Changes changes = new Changes();

    /// Counts what is changed here.
    public Changes changes() {
        return changes;
    }

    @Override
    public List<TrustAnchor> named(X500Principal subject) {
        return all(anchor -> subjectOf(anchor).equals(subject));
    }

    @Override
    public Optional<TrustAnchor> find(AnchorId id) {
        return all(anchor -> anchor.id().equals(id)).stream().findFirst();
    }

    @Override
    public Optional<TrustAnchor> find(TenantId tenant, Fingerprint fingerprint) {
        return of(tenant).stream()
                .filter(anchor -> anchor.fingerprint().equals(fingerprint))
                .findFirst();
    }

    @Override
    public List<TrustAnchor> of(TenantId tenant) {
        return all(anchor -> anchor.tenant().equals(tenant));
    }

    /// Adds one whose key is nobody else's.
    public Added add(TrustAnchor anchor) {
        return add(List.of(anchor), Sharing.FORBIDDEN).added();
    }

    @Override
    public synchronized Addition add(List<TrustAnchor> together, Sharing sharing) {
        List<TrustAnchor> before = List.copyOf(anchors);
        Map<PublicKey, TenantId> firstBefore = Map.copyOf(first);
        for (int i = 0; i < together.size(); i++) {
            Optional<Added> obstacle = obstacle(together.get(i), sharing);
            if (obstacle.isPresent()) {
                anchors.clear();
                anchors.addAll(before);
                first.clear();
                first.putAll(firstBefore);
                return new Addition(obstacle.get(), i);
            }
            put(together.get(i));
            changes.make(() -> {});
        }
        return new Addition(Added.ADDED, together.size());
    }

    private void put(TrustAnchor anchor) {
        anchors.add(anchor);
        if (anchor.use() == Use.ANCHOR) {
            first.putIfAbsent(keyOf(anchor), anchor.tenant());
        }
    }

    private Optional<Added> obstacle(TrustAnchor anchor, Sharing sharing) {
        List<TrustAnchor> own = of(anchor.tenant());
        Optional<TrustAnchor> same = own.stream()
                .filter(there -> there.certificate().equals(anchor.certificate()))
                .findFirst();
        if (same.isPresent()) {
            return Optional.of(same.get().use() == anchor.use() ? Added.ALREADY_YOURS : Added.YOURS_FOR_ANOTHER_USE);
        }
        if (anchor.use() == Use.ANCHOR && sharing == Sharing.FORBIDDEN && isTaken(anchor)) {
            return Optional.of(Added.TAKEN_BY_ANOTHER_TENANT);
        }
        long namesakes = own.stream()
                .filter(there -> subjectOf(there).equals(subjectOf(anchor)))
                .count();
        return own.size() >= PER_TENANT_MAX || namesakes >= PER_SUBJECT_MAX
                ? Optional.of(Added.TOO_MANY)
                : Optional.empty();
    }

    private boolean isTaken(TrustAnchor anchor) {
        return all(there -> !there.tenant().equals(anchor.tenant()) && hasKeyOf(there, anchor)).stream()
                .anyMatch(TrustAnchor::endsChains);
    }

    /// Puts another in the place of the one with its id.
    public boolean replace(TrustAnchor anchor) {
        return change(anchor.id(), _ -> anchor).isPresent();
    }

    @Override
    public synchronized Optional<TrustAnchor> change(AnchorId id, UnaryOperator<TrustAnchor> change) {
        for (int i = 0; i < anchors.size(); i++) {
            if (anchors.get(i).id().equals(id)) {
                anchors.set(i, change.apply(judged(anchors.get(i))));
                changes.make(() -> {});
                return Optional.of(judged(anchors.get(i)));
            }
        }
        return Optional.empty();
    }

    @Override
    public synchronized boolean remove(AnchorId id) {
        boolean wasThere = anchors.removeIf(anchor -> anchor.id().equals(id));
        freeKeys();
        return wasThere;
    }

    /// Forgets what belongs to a tenant.
    public synchronized void removeAll(TenantId tenant) {
        anchors.removeIf(anchor -> anchor.tenant().equals(tenant));
        freeKeys();
    }

    private void freeKeys() {
        changes.make(() -> first.entrySet()
                .removeIf(entry -> anchors.stream()
                        .noneMatch(anchor -> anchor.use() == Use.ANCHOR
                                && anchor.tenant().equals(entry.getValue())
                                && keyOf(anchor).equals(entry.getKey()))));
    }

    private synchronized List<TrustAnchor> all(Predicate<TrustAnchor> wanted) {
        return anchors.stream().filter(wanted).map(this::judged).toList();
    }

    private TrustAnchor judged(TrustAnchor anchor) {
        if (anchor.use() == Use.INTERMEDIATE) {
            return anchor;
        }
        List<KeyHolder> holders = anchors.stream()
                .filter(other -> other.use() == Use.ANCHOR && hasKeyOf(other, anchor))
                .map(this::holder)
                .toList();
        return anchor.inEffect(holder(anchor).isBelieved(holders));
    }

    private KeyHolder holder(TrustAnchor anchor) {
        return new KeyHolder(
                anchor.tenant(),
                anchor.tenant().equals(first.get(keyOf(anchor))),
                anchor.possession().proven());
    }

    private static boolean hasKeyOf(TrustAnchor one, TrustAnchor other) {
        return keyOf(one).equals(keyOf(other));
    }

    private static PublicKey keyOf(TrustAnchor anchor) {
        return anchor.certificate().getPublicKey();
    }

    private static X500Principal subjectOf(TrustAnchor anchor) {
        return anchor.certificate().getSubjectX500Principal();
    }
}
