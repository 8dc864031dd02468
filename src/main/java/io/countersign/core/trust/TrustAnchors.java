package io.countersign.core.trust;

import io.countersign.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The trust anchors and the stored intermediates of all tenants. What was answered is on disk and seen by every later
/// call.
public interface TrustAnchors extends NamedAnchors {
    /// How many certificates a tenant may have, of either use.
    int PER_TENANT_MAX = 10_000;

    /// How many certificates of a tenant may have one subject: enough for a CA that renews its certificate or key, few
    /// enough that a path search tries all of them.
    int PER_SUBJECT_MAX = 8;

    Optional<TrustAnchor> find(AnchorId id);

    Optional<TrustAnchor> find(TenantId tenant, Fingerprint fingerprint);

    /// All certificates of a tenant in the order of their upload; at most [#PER_TENANT_MAX].
    List<TrustAnchor> of(TenantId tenant);

    /// Adds certificates of one tenant: all of them, or none. In the way stand an anchor's key that already anchors
    /// another tenant, unless keys may be shared; the same certificate of the same tenant; and the limits.
    ///
    /// Whether each is in effect comes of the other uploads of its key; what it says of itself does not matter.
    Addition add(List<TrustAnchor> together, Sharing sharing);

    /// Changes name, status, auto registration or possession, one caller at a time.
    ///
    /// @param change must have no effect of its own
    /// @return how it is now; empty if it is gone
    Optional<TrustAnchor> change(AnchorId id, UnaryOperator<TrustAnchor> change);

    /// @return false if there was none
    boolean remove(AnchorId id);

    /// Whether one key may anchor several tenants.
    enum Sharing {
        FORBIDDEN,
        ALLOWED
    }

    /// What became of an addition.
    ///
    /// @param place of the first one that cannot be added; the number of all if there is none
    record Addition(Added added, int place) {}

    /// What became of one certificate.
    enum Added {
        ADDED,
        ALREADY_YOURS,
        /// The tenant has it as an anchor where it shall be an intermediate, or the other way round.
        YOURS_FOR_ANOTHER_USE,
        TAKEN_BY_ANOTHER_TENANT,
        TOO_MANY
    }
}
