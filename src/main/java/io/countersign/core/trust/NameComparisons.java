package io.countersign.core.trust;

import io.countersign.core.trust.ChainFault.Reason;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How many comparisons the name constraints of a path ask for: every name of every certificate below a CA with every
/// constraint of that CA on names of its kind. Without a limit a certificate of some kilobytes keeps us busy for
/// minutes.
final class NameComparisons {
    static final int MAX = 1 << 20;

    private static final int DIRECTORY_NAME = 4;

    private NameComparisons() {}

    /// @param certificates from the leaf up to the anchor
    static Optional<ChainFault> check(List<X509Certificate> certificates, CertificateDetails details) {
        long comparisons = 0;
        Map<Integer, Long> namesBelow = new HashMap<>();
        for (X509Certificate certificate : certificates) {
            try {
                for (var constrained : details.constrainedNames(certificate).entrySet()) {
                    comparisons += constrained.getValue() * namesBelow.getOrDefault(constrained.getKey(), 0L);
                }
                countNamesOf(certificate, namesBelow);
            } catch (IllegalArgumentException | CertificateParsingException unreadable) {
                return Optional.of(ChainFault.of(
                        Reason.BAD_CERTIFICATE, certificate, "has names or name constraints that cannot be read"));
            }
        }
        return comparisons <= MAX
                ? Optional.empty()
                : Optional.of(ChainFault.of(
                        Reason.NAME_CONSTRAINTS,
                        certificates.getFirst(),
                        "has names that would have to be compared with over " + MAX + " name constraints"));
    }

    private static void countNamesOf(X509Certificate certificate, Map<Integer, Long> names)
            throws CertificateParsingException {
        names.merge(DIRECTORY_NAME, 1L, Long::sum);
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> name : alternatives) {
                names.merge((Integer) name.getFirst(), 1L, Long::sum);
            }
        }
    }
}
