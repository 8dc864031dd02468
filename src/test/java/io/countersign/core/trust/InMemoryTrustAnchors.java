package io.countersign.core.trust;

import io.countersign.core.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.security.auth.x500.X500Principal;

/// The model of [TrustAnchors].
public final class InMemoryTrustAnchors implements TrustAnchors {
    private final List<TrustAnchor> anchors = new ArrayList<>();

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

    @Override
    public synchronized Added add(TrustAnchor anchor) {
        List<TrustAnchor> own = of(anchor.tenant());
        if (own.stream().anyMatch(there -> there.certificate().equals(anchor.certificate()))) {
            return Added.ALREADY_YOURS;
        }
        if (!all(there -> !there.tenant().equals(anchor.tenant()) && hasKeyOf(there, anchor))
                .isEmpty()) {
            return Added.TAKEN_BY_ANOTHER_TENANT;
        }
        long namesakes = own.stream()
                .filter(there -> subjectOf(there).equals(subjectOf(anchor)))
                .count();
        if (own.size() >= PER_TENANT_MAX || namesakes >= PER_SUBJECT_MAX) {
            return Added.TOO_MANY;
        }
        anchors.add(anchor);
        return Added.ADDED;
    }

    @Override
    public synchronized boolean replace(TrustAnchor anchor) {
        for (int i = 0; i < anchors.size(); i++) {
            if (anchors.get(i).id().equals(anchor.id())) {
                anchors.set(i, anchor);
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized boolean remove(AnchorId id) {
        return anchors.removeIf(anchor -> anchor.id().equals(id));
    }

    /// Forgets what belongs to a tenant.
    public synchronized void removeAll(TenantId tenant) {
        anchors.removeIf(anchor -> anchor.tenant().equals(tenant));
    }

    private synchronized List<TrustAnchor> all(Predicate<TrustAnchor> wanted) {
        return anchors.stream().filter(wanted).toList();
    }

    private static boolean hasKeyOf(TrustAnchor one, TrustAnchor other) {
        return one.certificate().getPublicKey().equals(other.certificate().getPublicKey());
    }

    private static X500Principal subjectOf(TrustAnchor anchor) {
        return anchor.certificate().getSubjectX500Principal();
    }
}
