package io.countersign.core.trust;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/// Keeps path validation from taking a common name for a host name.
///
/// RFC 5280, 4.2.1.10 holds constraints on host names and addresses against the alternative names of that kind only.
/// The JDK, as browsers once did, also holds them against the common name, and would refuse the device `pump-1` of a
/// CA that may certify hosts below `acme.example`. So it is shown the names of such a path without common names. Where
/// whole subjects are constrained as well, they are shown as they are, and the JDK's stricter rule stands.
final class HostConstraints {
    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final int DNS_NAME = 2;
    private static final int DIRECTORY_NAME = 4;
    private static final int ADDRESS = 7;

    private HostConstraints() {}

    /// How path validation shall read the names of these certificates, if not as they are.
    ///
    /// @param certificates all of a path, the anchor included
    /// @throws IllegalArgumentException if name constraints cannot be read
    static Optional<UnaryOperator<X500Principal>> reading(
            List<X509Certificate> certificates, CertificateDetails details) {
        Set<Integer> kinds = certificates.stream()
                .filter(certificate -> certificate.getExtensionValue(NAME_CONSTRAINTS) != null)
                .flatMap(certificate -> details.constrainedNames(certificate).keySet().stream())
                .collect(Collectors.toSet());
        boolean isHostConstrained = kinds.contains(DNS_NAME) || kinds.contains(ADDRESS);
        return isHostConstrained && !kinds.contains(DIRECTORY_NAME)
                ? Optional.of(details::withoutCommonNames)
                : Optional.empty();
    }
}
