package io.countersign.edge.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.util.Arrays;
import org.bouncycastle.util.BigIntegers;

/// Finds Java platforms on which a blank ECDSA signature holds (CVE-2022-21449): there, anybody can sign for any CA,
/// any device and for us.
///
/// Blank is what has zero, or the order of the curve, for `r` or `s`. Every provider that is installed is asked, since
/// the JDK goes from one to the next where the first does not take a key.
public final class BlankSignatures {
    /// The curves that we accept, each with the digest that belongs to it.
    private static final List<Kind> KINDS =
            List.of(new Kind("secp256r1", "SHA256"), new Kind("secp384r1", "SHA384"), new Kind("secp521r1", "SHA512"));

    private record Kind(String curve, String digest) {}

    private BlankSignatures() {}

    /// @throws IllegalStateException if a provider takes a blank signature for a good one; then nothing may be served
    public static void requireRefused() {
        requireRefusedBy(Security.getProviders());
    }

    static void requireRefusedBy(Provider... providers) {
        for (Kind kind : KINDS) {
            ECPublicKey key = freshKey(kind.curve());
            BigInteger order = key.getParams().getOrder();
            int bytes = BigIntegers.getUnsignedByteLength(order);
            for (BigInteger r : List.of(BigInteger.ZERO, order)) {
                for (BigInteger s : List.of(BigInteger.ZERO, order)) {
                    String algorithm = kind.digest() + "withECDSA";
                    requireRefusedBy(providers, algorithm, key, der(r, s));
                    requireRefusedBy(providers, algorithm + "inP1363Format", key, joined(r, s, bytes));
                }
            }
        }
    }

    private static void requireRefusedBy(Provider[] providers, String algorithm, ECPublicKey key, byte[] blank) {
        for (Provider provider : providers) {
            if (provider.getService("Signature", algorithm) != null && isAccepted(provider, algorithm, key, blank)) {
                throw new IllegalStateException("The crypto provider " + provider.getName()
                        + " of this Java platform accepts blank signatures (CVE-2022-21449): use a newer one.");
            }
        }
    }

    private static boolean isAccepted(Provider provider, String algorithm, ECPublicKey key, byte[] blank) {
        try {
            Signature signature = Signature.getInstance(algorithm, provider);
            signature.initVerify(key);
            signature.update(blank);
            return signature.verify(blank);
        } catch (GeneralSecurityException refused) { // the signature, or keys of this kind altogether
            return false;
        }
    }

    private static ECPublicKey freshKey(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return (ECPublicKey) generator.generateKeyPair().getPublic();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + curve, impossible);
        }
    }

    private static byte[] der(BigInteger r, BigInteger s) {
        try {
            return new DERSequence(new ASN1Encodable[] {new ASN1Integer(r), new ASN1Integer(s)}).getEncoded();
        } catch (IOException impossible) {
            throw new IllegalStateException("two numbers have an encoding", impossible);
        }
    }

    private static byte[] joined(BigInteger r, BigInteger s, int bytes) {
        return Arrays.concatenate(BigIntegers.asUnsignedByteArray(bytes, r), BigIntegers.asUnsignedByteArray(bytes, s));
    }
}
