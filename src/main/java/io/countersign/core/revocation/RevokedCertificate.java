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
    /// How many bytes the name of an issuer has at most in DER: several times those of common ones.
    static final int ISSUER_BYTES_MAX = 1_000;

    private static final int EMPTY_NAME_BYTES = 2;

    /// @throws IllegalArgumentException if the serial number or the issuer is too long, the issuer empty, or the reason
    ///     makes no sense here
    public RevokedCertificate {
        if (serial.toByteArray().length > RevokedSerials.SERIAL_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a serial number has at most " + RevokedSerials.SERIAL_BYTES_MAX + " bytes");
        }
        int issuerBytes = issuer.map(name -> name.getEncoded().length).orElse(ISSUER_BYTES_MAX);
        if (issuerBytes <= EMPTY_NAME_BYTES || issuerBytes > ISSUER_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "an issuer has a name of at most " + ISSUER_BYTES_MAX + " bytes, not one of " + issuerBytes);
        }
        if (revocation.reason() == RevocationReason.REMOVE_FROM_CRL) {
            throw new IllegalArgumentException("nothing is revoked by remove_from_crl");
        }
    }
}
