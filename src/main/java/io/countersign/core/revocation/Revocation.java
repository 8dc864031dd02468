package io.countersign.core.revocation;

import java.time.Instant;

/// That a certificate was taken back.
///
/// @param at since when, to the second
public record Revocation(Instant at, RevocationReason reason) {
    /// A clause that follows "…: ".
    String rule() {
        String why = reason == RevocationReason.UNSPECIFIED ? "" : " (" + reason.code() + ")";
        return "was revoked at " + at + why;
    }
}
