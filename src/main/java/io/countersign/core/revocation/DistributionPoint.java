package io.countersign.core.revocation;

import io.countersign.core.revocation.CrlScope.DistributionName;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/// Where a certificate says that its status is published (RFC 5280, 4.2.1.13).
///
/// @param names the names of the CRL there; empty if it is known by its issuer
/// @param reasons the bits of the reasons that it covers
/// @param issuers who issues that CRL; empty: the issuer of the certificate
public record DistributionPoint(Set<DistributionName> names, int reasons, Set<X500Principal> issuers) {
    /// What holds for a certificate that names none: the CRL of its issuer.
    public static final DistributionPoint OF_THE_ISSUER =
            new DistributionPoint(Set.of(), CrlScope.ALL_REASONS, Set.of());

    public DistributionPoint {
        names = Set.copyOf(names);
        issuers = Set.copyOf(issuers);
    }
}
