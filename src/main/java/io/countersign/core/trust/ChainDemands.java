package io.countersign.core.trust;

import java.util.OptionalInt;
import java.util.Set;

/// What is asked of a chain besides the rules that hold for all.
///
/// @param purpose what the leaf must be fit for
/// @param intermediatesMax how many certificates may stand between leaf and anchor, where that is limited
/// @param policies the inputs of path validation that concern certificate policies
public record ChainDemands(Purpose purpose, OptionalInt intermediatesMax, Policies policies) {
    /// What is asked of a device: fit for TLS client authentication, any policy.
    public static final ChainDemands OF_DEVICES = new ChainDemands(Purpose.CLIENT, OptionalInt.empty(), Policies.ANY);

    /// What a leaf must be fit for.
    public enum Purpose {
        /// TLS client authentication.
        CLIENT,
        /// Signing revocation lists. Whether its key usage allows that is looked at elsewhere.
        CRL_SIGNING,
        /// Nothing in particular: what RFC 5280 asks of a path, and no more. RSA keys count from 1024 bits on, as for
        /// the JDK, and an anchor need not say that it is a CA.
        ANY
    }

    /// The inputs (c) to (g) of RFC 5280, 6.1.1.
    ///
    /// @param initial the acceptable policies as object identifiers; empty: any
    /// @param explicitRequired whether the path must be valid for one of them
    /// @param mappingInhibited whether policies may not be mapped
    /// @param anyInhibited whether the policy anyPolicy counts for nothing
    public record Policies(
            Set<String> initial, boolean explicitRequired, boolean mappingInhibited, boolean anyInhibited) {
        /// Any policy, and none required.
        public static final Policies ANY = new Policies(Set.of(), false, false, false);

        public Policies {
            initial = Set.copyOf(initial);
        }
    }
}
