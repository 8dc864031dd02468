package io.countersign.core.trust;

import io.countersign.core.tenant.TenantId;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// A CA certificate that a tenant uploaded: "trusted certificate" in the API (contract.md 2.1).
///
/// @param enabled a disabled anchor refuses every chain that leads to or through it; a disabled intermediate is not
///     used
/// @param autoRegistration whether an unknown device below it is registered at its first request
/// @param use what it may do for a chain
/// @param possession what is known of the tenant's holding its private key
/// @param effective false for an anchor whose key is another tenant's until this one has proven to hold it: see
///     [KeyHolder]
public record TrustAnchor(
        AnchorId id,
        TenantId tenant,
        X509Certificate certificate,
        Fingerprint fingerprint,
        Optional<String> name,
        boolean enabled,
        boolean autoRegistration,
        Use use,
        Possession possession,
        boolean effective) {
    /// The longest name, in characters.
    public static final int NAME_MAX = 256;

    /// What a stored certificate may do for a chain.
    public enum Use {
        /// Chains may end at it.
        ANCHOR,
        /// It helps to build chains that end at an anchor of the same tenant (product.md 3.2).
        INTERMEDIATE
    }

    /// @throws IllegalArgumentException if the name is too long, or an intermediate shall register devices
    public TrustAnchor {
        if (name.isPresent() && name.get().length() > NAME_MAX) {
            throw new IllegalArgumentException("the name of a trusted certificate is at most " + NAME_MAX
                    + " characters, not " + name.get().length());
        }
        if (autoRegistration && use == Use.INTERMEDIATE) {
            throw new IllegalArgumentException(
                    "a stored intermediate registers no devices; the trusted certificate above it may");
        }
    }

    /// An anchor of which nothing is proven and whose key is nobody else's.
    public TrustAnchor(
            AnchorId id,
            TenantId tenant,
            X509Certificate certificate,
            Fingerprint fingerprint,
            Optional<String> name,
            boolean enabled,
            boolean autoRegistration) {
        this(
                id,
                tenant,
                certificate,
                fingerprint,
                name,
                enabled,
                autoRegistration,
                Use.ANCHOR,
                Possession.UNPROVEN,
                true);
    }

    /// Whether a chain may end at it, as far as its use and its key go.
    public boolean endsChains() {
        return use == Use.ANCHOR && effective;
    }

    /// The same with what a tenant may change of it.
    ///
    /// @throws IllegalArgumentException if the name is too long, or an intermediate shall register devices
    public TrustAnchor with(Optional<String> newName, boolean isEnabled, boolean registers) {
        return new TrustAnchor(
                id, tenant, certificate, fingerprint, newName, isEnabled, registers, use, possession, effective);
    }

    /// The same for another use.
    public TrustAnchor with(Use newUse) {
        return new TrustAnchor(
                id, tenant, certificate, fingerprint, name, enabled, autoRegistration, newUse, possession, effective);
    }

    /// The same with something else known of its key.
    public TrustAnchor with(Possession newPossession) {
        return new TrustAnchor(
                id, tenant, certificate, fingerprint, name, enabled, autoRegistration, use, newPossession, effective);
    }

    /// The same, in effect or not.
    public TrustAnchor inEffect(boolean isEffective) {
        return new TrustAnchor(
                id, tenant, certificate, fingerprint, name, enabled, autoRegistration, use, possession, isEffective);
    }
}
