package io.countersign.core.trust;

import java.security.cert.X509Certificate;

/// Why a chain leads to no trust anchor.
///
/// @param certificate subject of the certificate at fault, as RFC 2253 text
/// @param rule which rule it breaks, as a clause that follows "…: "
public record ChainFault(Reason reason, String certificate, String rule) {
    static ChainFault of(Reason reason, X509Certificate certificate, String rule) {
        return new ChainFault(reason, nameOf(certificate), rule);
    }

    private static String nameOf(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    /// One sentence: which certificate, which rule.
    public String detail() {
        return "Certificate '" + certificate + "' " + rule + ".";
    }

    /// The stable reason codes of product.md 3 that concern a chain; the code is the name in lower case. The order
    /// tells which of several failed paths is shown: the later the constant, the nearer its path came to an anchor.
    public enum Reason {
        UNTRUSTED,
        BAD_SIGNATURE,
        NAME_CHAINING,
        WEAK_DIGEST,
        WEAK_KEY,
        POLICY,
        BAD_CERTIFICATE,
        NOT_A_CA,
        KEY_USAGE,
        PATH_LENGTH,
        NAME_CONSTRAINTS,
        UNKNOWN_CRITICAL_EXTENSION,
        NOT_YET_VALID,
        EXPIRED,
        BAD_EKU,
        LEAF_IS_CA,
        ANCHOR_DISABLED
    }
}
