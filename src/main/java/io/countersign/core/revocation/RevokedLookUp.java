package io.countersign.core.revocation;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.Thumbprint;
import java.util.Optional;

/// Whether a certificate was taken back by hand; told from memory.
public interface RevokedLookUp {
    /// How many the tenant took back.
    long count(TenantId tenant);

    /// What is said about a certificate by its issuer and serial number.
    Optional<Revocation> find(TenantId tenant, CertificateRef certificate);

    /// What is said about the certificate with this thumbprint.
    Optional<Revocation> find(TenantId tenant, Thumbprint certificate);
}
