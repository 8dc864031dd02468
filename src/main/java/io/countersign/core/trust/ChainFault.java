package io.countersign.core.trust;

import java.security.cert.X509Certificate;
import java.util.Locale;

/// Why a chain leads to no trust anchor.
///
/// @param certificate subject of the certificate at fault, as RFC 2253 text
/// @param rule which rule it breaks, as a clause that follows "…: "
public record ChainFault(Reason reason, String certificate, String rule) {
    /// @param rule which rule it breaks, as a clause that follows "…: "
    public static ChainFault of(Reason reason, X509Certificate certificate, String rule) {
        return new ChainFault(reason, nameOf(certificate), rule);
    }

    private static String nameOf(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }

    /// One sentence: which certificate, which rule.
    public String detail() {
        return "Certificate '" + certificate + "' " + rule + ".";
    }

    /// The stable reason codes of product.md 3 that concern a chain. The order tells which of several failed paths is
    /// shown: the later the constant, the nearer its path came to an anchor.
    public enum Reason {
        UNTRUSTED(
                Check.PATH,
                "No path leads from the device's certificate to a trusted certificate.",
                "Upload the certificate's issuer as a trusted certificate, or send the certificates between the two in"
                        + " the handshake or in X-Ssl-Cert-Chain."),
        BAD_SIGNATURE(
                Check.PATH,
                "A certificate bears the name of its issuer but not the signature of the issuer's key.",
                "Check that the trusted certificate and the certificates sent are those that the device's certificate"
                        + " was issued under: a renewed CA may have the old name and a new key."),
        NAME_CHAINING(
                Check.PATH,
                "A certificate names another issuer than the one above it.",
                "Check that the certificates sent are those that the device's certificate was issued under."),
        WEAK_DIGEST(
                Check.ALGORITHMS,
                "A certificate is signed with an algorithm that is not accepted, such as SHA-1, MD5 or DSA.",
                "Issue the certificate again, signed with RSA or ECDSA over SHA-256, SHA-384 or SHA-512, or with"
                        + " Ed25519."),
        WEAK_KEY(
                Check.ALGORITHMS,
                "A certificate holds a key that is not accepted.",
                "Issue the certificate again for an RSA key of 2048 to 8192 bits, an EC key on P-256, P-384 or P-521,"
                        + " or an Ed25519 key."),
        POLICY(
                Check.POLICIES,
                "The path is valid for no certificate policy that a CA on it requires.",
                "Issue the certificate with the certificate policy that the CA above it requires."),
        BAD_CERTIFICATE(
                Check.EXTENSIONS,
                "A certificate cannot be read or breaks RFC 5280.",
                "Issue the certificate again as X.509 v3 that follows RFC 5280."),
        NOT_A_CA(
                Check.AUTHORITY,
                "A certificate has issued another one but is no CA certificate.",
                "Issue the CA's certificate with basicConstraints CA:true."),
        KEY_USAGE(
                Check.USAGE,
                "The key usage of a certificate does not allow what it was used for.",
                "Issue the CA's certificate with keyCertSign, the device's with digitalSignature in its key usage."),
        PATH_LENGTH(
                Check.AUTHORITY,
                "There are more CAs between two certificates than the upper one allows.",
                "Raise the path length of the CA's basicConstraints, or issue the device's certificate from a CA"
                        + " higher up."),
        NAME_CONSTRAINTS(
                Check.NAMES,
                "A certificate has a name that the name constraints of a CA above it do not permit.",
                "Issue the certificate with names that the CA may certify, or widen the CA's name constraints."),
        UNKNOWN_CRITICAL_EXTENSION(
                Check.EXTENSIONS,
                "A certificate has a critical extension that is not understood here.",
                "Issue the certificate without that extension, or with it not marked critical."),
        NOT_YET_VALID(
                Check.VALIDITY,
                "A certificate is not valid yet.",
                "Wait until it is, or check the clock of who issued it and of this server."),
        EXPIRED(
                Check.VALIDITY,
                "A certificate has expired.",
                "Renew the certificate, or check the clock of this server."),
        BAD_EKU(
                Check.USAGE,
                "The device's certificate has an extended key usage without clientAuth.",
                "Issue the certificate with clientAuth in its extended key usage, or without one."),
        LEAF_IS_CA(
                Check.USAGE,
                "The device's certificate is a CA certificate.",
                "Use a certificate without CA:true on the device, or upload this one itself as a trusted certificate."),
        ANCHOR_DISABLED(
                Check.ANCHOR,
                "The trusted certificate that the path leads to, or through, is disabled.",
                "Enable the trusted certificate."),
        REVOCATION_UNKNOWN(
                Check.REVOCATION,
                "Whether a certificate was revoked cannot be told at present.",
                "Ask again in a few seconds if the tenant has lists fetched or responders asked; else upload the"
                        + " revocation lists of the CAs on the path."),
        CRL_STALE(
                Check.REVOCATION,
                "The CA's revocation list at hand is too old, or not valid yet.",
                "Upload the CA's present list."),
        CRL_INVALID(
                Check.REVOCATION,
                "The CA's revocation list at hand was not signed by a key that may, or cannot be used.",
                "Let the CA issue a list that follows RFC 5280, signed by itself or by a key with cRLSign that it has"
                        + " certified."),
        OCSP_INVALID(
                Check.REVOCATION,
                "The OCSP answer at hand is not about the certificate, too old, or not signed by a key that may.",
                "Look at the CA's OCSP responder."),
        REVOKED(Check.REVOCATION, "A certificate was revoked.", "Give the device a new certificate.");

        private final Check check;
        private final String cause;
        private final String remedy;

        Reason(Check check, String cause, String remedy) {
            this.check = check;
            this.cause = cause;
            this.remedy = remedy;
        }

        /// The stable code: the name in lower case.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Which check failed.
        public Check check() {
            return check;
        }

        /// What it means, as a sentence.
        public String cause() {
            return cause;
        }

        /// What to do about it, as a sentence.
        public String remedy() {
            return remedy;
        }
    }

    /// What a path is checked for, in the order in which the checks are made.
    public enum Check {
        PATH("names and signatures lead to a trusted certificate"),
        ALGORITHMS("keys and signature algorithms are strong"),
        ANCHOR("the trusted certificate is enabled"),
        USAGE("keys are used as their certificates allow"),
        AUTHORITY("every issuer is a CA, and not too many of them"),
        NAMES("names are within the name constraints"),
        POLICIES("certificate policies are met"),
        VALIDITY("every certificate is valid at the time"),
        EXTENSIONS("every certificate follows RFC 5280"),
        REVOCATION("no certificate was revoked");

        private final String rule;

        Check(String rule) {
            this.rule = rule;
        }

        /// What holds if it succeeds, as a clause.
        public String rule() {
            return rule;
        }
    }
}
