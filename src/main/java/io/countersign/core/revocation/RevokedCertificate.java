package io.countersign.core.revocation;

import java.math.BigInteger;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// A certificate that an administrator took back.
///
/// @param issuer empty where only the serial number was told: then every certificate below the tenant's anchors that
///     has it is meant (contract.md 2.4)
/// @param by the user who did it
public record RevokedCertificate(Optional<X500Principal> issuer, BigInteger serial, Revocation revocation, String by) {
    /// @throws IllegalArgumentException if the serial number is too long, the issuer empty, or the reason makes no
    ///     sense here
    public RevokedCertificate {
        if (serial.toByteArray().length > RevokedSerials.SERIAL_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a serial number has at most " + RevokedSerials.SERIAL_BYTES_MAX + " bytes");
        }
        if (issuer.filter(name -> name.getName().isEmpty()).isPresent()) {
            throw new IllegalArgumentException("an issuer has a name");
        }
        if (revocation.reason() == RevocationReason.REMOVE_FROM_CRL) {
            throw new IllegalArgumentException("nothing is revoked by remove_from_crl");
        }
    }
}
