package io.countersign.core.revocation;

import io.countersign.core.trust.Thumbprint;
import java.math.BigInteger;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// Which certificate an administrator takes back by hand.
public sealed interface RevokedEntry {
    /// The one that has this serial number.
    ///
    /// @param issuer empty where only the serial number was told: then every certificate below the tenant's anchors
    ///     that has it is meant (contract.md 2.4)
    record BySerial(Optional<X500Principal> issuer, BigInteger serial) implements RevokedEntry {
        /// How many bytes the name of an issuer has at most in DER: several times those of common ones.
        static final int ISSUER_BYTES_MAX = 1_000;

        private static final int EMPTY_NAME_BYTES = 2;

        /// @throws IllegalArgumentException if the serial number or the issuer is too long, or the issuer empty
        public BySerial {
            if (serial.toByteArray().length > RevokedSerials.SERIAL_BYTES_MAX) {
                throw new IllegalArgumentException(
                        "a serial number has at most " + RevokedSerials.SERIAL_BYTES_MAX + " bytes");
            }
            int issuerBytes = issuer.map(name -> name.getEncoded().length).orElse(ISSUER_BYTES_MAX);
            if (issuerBytes <= EMPTY_NAME_BYTES || issuerBytes > ISSUER_BYTES_MAX) {
                throw new IllegalArgumentException(
                        "an issuer has a name of at most " + ISSUER_BYTES_MAX + " bytes, not one of " + issuerBytes);
            }
        }
    }

    /// The one with this thumbprint, whoever issued it. A token tells that of its leaf alone: those that were given out
    /// below a CA which is taken back like this live on to their end.
    record ByThumbprint(Thumbprint thumbprint) implements RevokedEntry {}
}
