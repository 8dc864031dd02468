package io.countersign.core.revocation;

import java.time.Duration;

/// Whose status must be known for a path to hold, and how old what is known may be.
///
/// @param ocspAgeMax how long an OCSP answer without `nextUpdate` counts
/// @param grace how long a list or answer counts after it should have been replaced
/// @param allowWeakOcspDigests whether OCSP answers may be signed with SHA-1, as those of old responders are
public record RevocationDemand(Whose whose, Duration ocspAgeMax, Duration grace, boolean allowWeakOcspDigests) {
    /// How long an OCSP answer without `nextUpdate` counts, if nobody says otherwise.
    public static final Duration OCSP_AGE_MAX = Duration.ofDays(7);

    /// Whose status must be known. A certificate of which is known that it was revoked is refused in any case.
    public enum Whose {
        /// Nobody's; but what is at hand must be usable.
        NOBODY,
        /// That of every certificate whose status is published: [RevocationFacts#isPublished].
        PUBLISHED,
        /// That of the leaf.
        LEAF,
        /// That of every certificate below the anchor.
        ALL
    }
}
