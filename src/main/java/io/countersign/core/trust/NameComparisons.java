package io.countersign.core.trust;

import io.countersign.core.trust.ChainFault.Reason;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// How many comparisons the name constraints of a path ask for: every name of every certificate below a CA with every
/// constraint of that CA on names of its kind. Without a limit a certificate of some kilobytes keeps us busy for
/// minutes.
final class NameComparisons {
    static final int MAX = 1 << 20;

    private static final String NAME_CONSTRAINTS = "2.5.29.30";
    private static final int KIND_MASK = 0x1f;
    private static final int DIRECTORY_NAME = 4;

    private NameComparisons() {}

    /// @param certificates from the leaf up to the anchor
    static Optional<ChainFault> check(List<X509Certificate> certificates) {
        long comparisons = 0;
        long[] namesBelow = new long[KIND_MASK + 1];
        for (X509Certificate certificate : certificates) {
            try {
                long[] constraints = constraintsOf(certificate);
                for (int kind = 0; kind < constraints.length; kind++) {
                    comparisons += constraints[kind] * namesBelow[kind];
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

    /// How many constraints there are on names of each kind (RFC 5280, 4.2.1.10 and the tags of 4.2.1.6).
    private static long[] constraintsOf(X509Certificate ca) {
        byte[] extension = ca.getExtensionValue(NAME_CONSTRAINTS);
        if (extension == null) {
            return new long[0];
        }
        long[] constraints = new long[KIND_MASK + 1];
        for (Der permittedOrExcluded : Der.of(Der.of(extension).content()).elements()) {
            for (Der subtree : permittedOrExcluded.elements()) {
                constraints[Der.of(subtree.content()).tag() & KIND_MASK]++;
            }
        }
        return constraints;
    }

    private static void countNamesOf(X509Certificate certificate, long[] names) throws CertificateParsingException {
        names[DIRECTORY_NAME]++;
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> name : alternatives) {
                names[(Integer) name.getFirst()]++;
            }
        }
    }
}
