package io.countersign.core.revocation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Why a certificate was taken back (RFC 5280, 5.3.1).
public enum RevocationReason {
    UNSPECIFIED(0),
    KEY_COMPROMISE(1),
    CA_COMPROMISE(2),
    AFFILIATION_CHANGED(3),
    SUPERSEDED(4),
    CESSATION_OF_OPERATION(5),
    CERTIFICATE_HOLD(6),
    /// In a delta CRL only: it is not revoked any more.
    REMOVE_FROM_CRL(8),
    PRIVILEGE_WITHDRAWN(9),
    AA_COMPROMISE(10);

    private final int number;

    RevocationReason(int number) {
        this.number = number;
    }

    /// Its number in ASN.1.
    public int number() {
        return number;
    }

    /// Its name in lower case.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The reason with this number, if there is one.
    public static Optional<RevocationReason> of(int number) {
        return Arrays.stream(values()).filter(reason -> reason.number == number).findFirst();
    }
}
