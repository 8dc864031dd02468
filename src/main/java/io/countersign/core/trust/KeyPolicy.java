package io.countersign.core.trust;

import io.countersign.core.trust.ChainDemands.Purpose;
import io.countersign.core.trust.ChainFault.Reason;
import java.io.IOException;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PSSParameterSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which keys and signature algorithms we accept (product.md 3.4): RSA of 2048 to 8192 bits, EC on P-256, P-384 and
/// P-521, Ed25519; signatures over SHA-2. Everything else is refused, whoever signed it.
final class KeyPolicy {
    static final int RSA_BITS_MIN = 2048;

    /// What the JDK takes where nothing is asked beyond RFC 5280.
    static final int RSA_BITS_MIN_FOR_ANY_PURPOSE = 1024;

    static final int RSA_BITS_MAX = 8192;

    /// Order of the base point of each curve (FIPS 186-4, D.1.2): tells the curve whichever provider made the key.
    private static final Set<BigInteger> CURVE_ORDERS = Set.of(
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16),
            new BigInteger(
                    "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
                    16),
            new BigInteger(
                    "1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f7"
                            + "09a5d03bb5c9b8899c47aebb6fb71e91386409",
                    16));

    private static final String RSASSA_PSS = "1.2.840.113549.1.1.10";
    private static final Set<String> STRONG_DIGESTS = Set.of("SHA-256", "SHA-384", "SHA-512");

    /// Object identifiers of the accepted signature algorithms (RFC 4055, RFC 5758, RFC 8410).
    private static final Map<String, String> SIGNATURES = Map.of(
            "1.2.840.113549.1.1.11", "SHA256withRSA",
            "1.2.840.113549.1.1.12", "SHA384withRSA",
            "1.2.840.113549.1.1.13", "SHA512withRSA",
            "1.2.840.10045.4.3.2", "SHA256withECDSA",
            "1.2.840.10045.4.3.3", "SHA384withECDSA",
            "1.2.840.10045.4.3.4", "SHA512withECDSA",
            "1.3.101.112", "Ed25519");

    private KeyPolicy() {}

    /// What is wrong with the certificate's key, if anything.
    static Optional<ChainFault> checkKey(X509Certificate certificate) {
        return checkKey(certificate, Purpose.CLIENT);
    }

    /// @param purpose what the path is for
    static Optional<ChainFault> checkKey(X509Certificate certificate, Purpose purpose) {
        int rsaBitsMin = purpose == Purpose.ANY ? RSA_BITS_MIN_FOR_ANY_PURPOSE : RSA_BITS_MIN;
        PublicKey key = certificate.getPublicKey();
        boolean strong = switch (key) {
            case RSAPublicKey rsa -> isBetween(rsaBitsMin, rsa.getModulus().bitLength());
            case ECPublicKey ec -> CURVE_ORDERS.contains(ec.getParams().getOrder());
            case EdECPublicKey ed -> ed.getParams().getName().equals("Ed25519");
            default -> false;
        };
        return strong
                ? Optional.empty()
                : Optional.of(ChainFault.of(
                        Reason.WEAK_KEY,
                        certificate,
                        "has a key that is not accepted: " + describe(key) + " (accepted are RSA of " + rsaBitsMin
                                + " to " + RSA_BITS_MAX + " bits, EC on P-256, P-384 or P-521, Ed25519)"));
    }

    private static boolean isBetween(int rsaBitsMin, int rsaBits) {
        return rsaBits >= rsaBitsMin && rsaBits <= RSA_BITS_MAX;
    }

    private static String describe(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> "RSA of " + rsa.getModulus().bitLength() + " bits";
            case ECPublicKey ec ->
                "EC on another curve of " + ec.getParams().getOrder().bitLength() + " bits";
            default -> key.getAlgorithm();
        };
    }

    /// What is wrong with the algorithm that the certificate was signed with, if anything.
    static Optional<ChainFault> checkSignature(X509Certificate certificate) {
        String oid = certificate.getSigAlgOID();
        boolean strong = SIGNATURES.containsKey(oid) || (oid.equals(RSASSA_PSS) && isStrongPss(certificate));
        return strong
                ? Optional.empty()
                : Optional.of(ChainFault.of(
                        Reason.WEAK_DIGEST,
                        certificate,
                        "is signed with " + certificate.getSigAlgName()
                                + ", which is not accepted (RSA and ECDSA over SHA-256, SHA-384 or SHA-512, Ed25519)"));
    }

    private static boolean isStrongPss(X509Certificate certificate) {
        byte[] parameters = certificate.getSigAlgParams();
        if (parameters == null) {
            return false;
        }
        try {
            AlgorithmParameters pss = AlgorithmParameters.getInstance("RSASSA-PSS");
            pss.init(parameters);
            return STRONG_DIGESTS.contains(
                    pss.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
        } catch (GeneralSecurityException | IOException unreadable) {
            return false;
        }
    }
}
