package io.countersign.core.revocation;

import io.countersign.core.trust.ChainFault.Reason;

/// What was found out about one certificate.
sealed interface CertificateStatus {
    /// Who may say so says that it was not revoked.
    record Good() implements CertificateStatus {}

    /// It was.
    record Revoked(Revocation revocation) implements CertificateStatus {}

    /// It cannot be told.
    ///
    /// @param rule why not, as a clause that follows the certificate's name
    record Undetermined(Reason reason, String rule) implements CertificateStatus {
        static final Undetermined NOTHING_KNOWN = new Undetermined(
                Reason.REVOCATION_UNKNOWN, "has a status that no revocation list or OCSP answer at hand tells");

        /// The one that says more.
        Undetermined or(Undetermined other) {
            return other.reason.compareTo(reason) > 0 ? other : this;
        }
    }
}
