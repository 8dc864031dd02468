package io.countersign.core.trust;

import io.countersign.core.trust.ChainDemands.Purpose;
import io.countersign.core.trust.ChainFault.Reason;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/// What a leaf itself must be, beyond RFC 5280 path validation: a device's certificate, fit for TLS client
/// authentication (product.md 3.4).
final class LeafRules {
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int X509_V3 = 3;

    private LeafRules() {}

    /// @param isAnchor whether the leaf is the tenant's anchor itself: then it may be a CA certificate and its key
    ///     usage is a CA's, as `tedge cert create` makes it
    static Optional<ChainFault> check(X509Certificate leaf, Purpose purpose, boolean isAnchor) {
        if (!isAnchor && leaf.getVersion() != X509_V3) {
            return fault(Reason.BAD_CERTIFICATE, leaf, "is X.509 v" + leaf.getVersion() + "; a device needs v3");
        }
        return switch (purpose) {
            case ANY, CRL_SIGNING -> Optional.empty();
            case CLIENT -> {
                Optional<ChainFault> unfit = isAnchor ? Optional.empty() : checkIsNoCa(leaf);
                yield unfit.or(() -> checkExtendedKeyUsage(leaf));
            }
        };
    }

    private static Optional<ChainFault> checkIsNoCa(X509Certificate leaf) {
        if (leaf.getBasicConstraints() >= 0) {
            return fault(Reason.LEAF_IS_CA, leaf, "is a CA certificate and cannot be used by a device");
        }
        boolean[] usage = leaf.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE]) {
            return fault(Reason.KEY_USAGE, leaf, "has a key usage without digitalSignature");
        }
        return Optional.empty();
    }

    private static Optional<ChainFault> checkExtendedKeyUsage(X509Certificate leaf) {
        try {
            List<String> purposes = leaf.getExtendedKeyUsage();
            if (purposes == null || purposes.contains(CLIENT_AUTH) || purposes.contains(ANY_PURPOSE)) {
                return Optional.empty();
            }
            return fault(Reason.BAD_EKU, leaf, "has an extended key usage without clientAuth");
        } catch (CertificateParsingException unreadable) {
            return fault(Reason.BAD_CERTIFICATE, leaf, "has an extended key usage that cannot be read");
        }
    }

    private static Optional<ChainFault> fault(Reason reason, X509Certificate leaf, String rule) {
        return Optional.of(ChainFault.of(reason, leaf, rule));
    }
}
