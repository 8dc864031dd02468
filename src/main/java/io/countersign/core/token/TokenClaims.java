package io.countersign.core.token;

import io.countersign.core.device.DeviceId;
import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Thumbprint;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a device token says (contract.md 1.6, product.md 4).
///
/// @param domain `iss` and `aud`
/// @param device `sub`, with `device_` before it
/// @param issuedAt `iat` and `nbf`, to the second
/// @param leaf `cnf`: the certificate that the token was issued for (RFC 8705, 3.1)
/// @param anchor `anchor`: the trusted certificate that vouched for it
/// @param path `path`: the certificates that it rests on, the leaf first
public record TokenClaims(
        Domain domain,
        TenantId tenant,
        DeviceId device,
        UUID tokenId,
        Instant issuedAt,
        Instant expiresAt,
        Thumbprint leaf,
        AnchorId anchor,
        List<CertificateRef> path) {
    /// `tci` of every device token (contract.md 1.6).
    public static final String CONFIGURATION = "device_token_config";

    public TokenClaims {
        path = List.copyOf(path);
    }

    /// Which token of the device this is.
    public Stamp stamp() {
        return Stamp.of(tokenId);
    }
}
