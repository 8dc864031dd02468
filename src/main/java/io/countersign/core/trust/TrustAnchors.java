package io.countersign.core.trust;

import io.countersign.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;

/// The trust anchors of all tenants. What was answered is on disk and seen by every later call.
public interface TrustAnchors extends NamedAnchors {
    /// How many anchors a tenant may have.
    int PER_TENANT_MAX = 10_000;

    /// How many anchors of a tenant may have one subject: enough for a CA that renews its certificate or key, few
    /// enough that a path search tries all of them.
    int PER_SUBJECT_MAX = 8;

    Optional<TrustAnchor> find(AnchorId id);

    Optional<TrustAnchor> find(TenantId tenant, Fingerprint fingerprint);

    /// All anchors of a tenant in the order of their upload; at most [#PER_TENANT_MAX].
    List<TrustAnchor> of(TenantId tenant);

    /// Adds an anchor unless its key already anchors another tenant, the certificate is already there, or the
    /// tenant has [#PER_TENANT_MAX] anchors or [#PER_SUBJECT_MAX] of this subject.
    Added add(TrustAnchor anchor);

    /// Changes name, status and auto registration.
    ///
    /// @return false if the anchor is gone
    boolean replace(TrustAnchor anchor);

    /// @return false if there was none
    boolean remove(AnchorId id);

    /// What became of an addition.
    enum Added {
        ADDED,
        ALREADY_YOURS,
        TAKEN_BY_ANOTHER_TENANT,
        TOO_MANY
    }
}
