package io.countersign.core.revocation;

import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The certificates that administrators took back by hand. What was answered is on disk and seen by every later call.
public interface RevokedCertificates extends RevokedLookUp {
    /// How many a tenant may take back by hand; for more there are lists of its CA.
    int PER_TENANT_MAX = 100_000;

    /// Takes certificates back, all or none; one that was taken back before stays as it is.
    ///
    /// @return false, and none was added, if there would be more than [#PER_TENANT_MAX]
    boolean addAll(TenantId tenant, List<RevokedCertificate> certificates, Instant now);

    /// Takes the taking back back.
    ///
    /// @param by the user who does it
    /// @return false if there was none
    boolean undo(TenantId tenant, RevokedEntry entry, String by, Instant now);

    /// One page, the latest first.
    List<RevokedCertificate> page(TenantId tenant, Page page);

    /// One page of what was done and by whom, the latest first.
    List<Event> events(TenantId tenant, Page page);

    /// All of them at one moment, unless nothing was done since.
    ///
    /// @param change the [Standing#change] that is known already, or [Standing#NEVER_TOLD]
    Optional<Standing> since(TenantId tenant, long change);

    /// All that were taken back by hand at one moment.
    ///
    /// @param change grows with whatever is done, never below zero
    record Standing(long change, List<RevokedCertificate> certificates) {
        /// Less than any change.
        public static final long NEVER_TOLD = -1;

        public Standing {
            certificates = List.copyOf(certificates);
        }
    }

    /// What an administrator did.
    ///
    /// @param wasRevoked whether it was taken back; else that was undone
    record Event(Instant at, String by, boolean wasRevoked, RevokedEntry entry, RevocationReason reason) {}
}
