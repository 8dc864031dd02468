package io.countersign.core.revocation;

/// A certificate that an administrator took back.
///
/// @param entry which one
/// @param by the user who did it
public record RevokedCertificate(RevokedEntry entry, Revocation revocation, String by) {
    /// @throws IllegalArgumentException if the reason makes no sense here
    public RevokedCertificate {
        if (revocation.reason() == RevocationReason.REMOVE_FROM_CRL) {
            throw new IllegalArgumentException("nothing is revoked by remove_from_crl");
        }
    }
}
