package io.countersign.core.trust;

import io.countersign.core.tenant.TenantId;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// A CA certificate that a tenant uploaded: "trusted certificate" in the API (contract.md 2.1).
///
/// @param enabled a disabled anchor refuses every chain that leads to or through it
/// @param autoRegistration whether an unknown device below it is registered at its first request
public record TrustAnchor(
        AnchorId id,
        TenantId tenant,
        X509Certificate certificate,
        Fingerprint fingerprint,
        Optional<String> name,
        boolean enabled,
        boolean autoRegistration) {
    /// The longest name, in characters.
    public static final int NAME_MAX = 256;

    /// @throws IllegalArgumentException if the name is too long
    public TrustAnchor {
        if (name.isPresent() && name.get().length() > NAME_MAX) {
            throw new IllegalArgumentException("the name of a trusted certificate is at most " + NAME_MAX
                    + " characters, not " + name.get().length());
        }
    }
}
