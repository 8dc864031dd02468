package io.countersign.core.revocation;

import io.countersign.core.revocation.KeptCrl.Origin;
import io.countersign.core.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/// The revocation lists of all tenants. What was answered is on disk and seen by every later call.
public interface Crls {
    /// How many lists a tenant may keep.
    int PER_TENANT_MAX = 1_000;

    /// How many bytes all of them may have.
    long BYTES_PER_TENANT_MAX = 256L << 20;

    /// All lists of a tenant, in the order in which they came.
    List<KeptCrl> of(TenantId tenant);

    /// Those of this issuer that came in one of these ways.
    List<Crl> issuedBy(TenantId tenant, X500Principal issuer, Set<Origin> origins);

    /// What the lists that came in one of these ways say about a certificate, fresh or not: what was revoked stays
    /// revoked.
    Optional<Revocation> find(TenantId tenant, CertificateRef certificate, Set<Origin> origins);

    /// Keeps a list in the place of the one that it succeeds.
    ///
    /// @param der its bytes
    Kept put(TenantId tenant, KeptCrl list, byte[] der);

    /// @return false if there is none of this id
    boolean remove(TenantId tenant, String id);

    /// What became of a list.
    enum Kept {
        KEPT,
        /// There is a newer one already (RFC 5280, 5.2.3: numbers only grow).
        OLDER,
        TOO_MANY
    }
}
