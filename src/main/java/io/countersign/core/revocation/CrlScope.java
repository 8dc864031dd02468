package io.countersign.core.revocation;

import java.util.Set;

/// Which certificates a CRL speaks of: its issuing distribution point (RFC 5280, 5.2.5).
///
/// @param names the names of the distribution point; empty: it does not say
/// @param holders which kind of certificates
/// @param reasons the bits of the reasons that it knows of, [#ALL_REASONS] if it does not say
/// @param isIndirect whether it lists certificates of other issuers, too
public record CrlScope(Set<DistributionName> names, Holders holders, int reasons, boolean isIndirect) {
    /// The bits of all reasons (RFC 5280, 4.2.1.13): bit 0 is not used.
    public static final int ALL_REASONS = 0b1_1111_1110;

    /// The scope of a CRL that says nothing about it: all certificates of its issuer.
    public static final CrlScope ALL = new CrlScope(Set.of(), Holders.ALL, ALL_REASONS, false);

    public CrlScope {
        names = Set.copyOf(names);
    }

    /// The kinds of certificates that a CRL may be limited to.
    public enum Holders {
        ALL,
        END_ENTITIES,
        CAS,
        ATTRIBUTES
    }

    /// A name of a distribution point, in a form that is equal for equal names.
    ///
    /// @param kind the tag of `GeneralName` (RFC 5280, 4.2.1.6)
    public record DistributionName(int kind, String text) {
        /// A URI: the one kind of name that something can be fetched from.
        public static final int URI = 6;
    }
}
