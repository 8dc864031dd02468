package io.countersign.core.revocation;

import io.countersign.core.tenant.TenantId;
import java.time.Instant;

/// Writes revocation lists and signs them; by a library.
public interface CrlWriter {
    /// Draws a key for the list of a tenant, with its certificate.
    CrlSigner draw(TenantId tenant, Instant now);

    /// One CertificateList in DER.
    byte[] write(CrlDraft draft, CrlSigner signer);
}
