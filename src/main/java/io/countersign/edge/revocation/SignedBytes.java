package io.countersign.edge.revocation;

import java.io.IOException;
import java.io.OutputStream;
import java.security.PublicKey;
import java.util.Set;
import java.util.function.Predicate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.ContentVerifier;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.RuntimeOperatorException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/// Something that is signed, and its signature; checked by the JDK's providers.
final class SignedBytes implements Predicate<PublicKey> {
    /// As for certificates: nothing below SHA-2 (product.md 3.4).
    private static final Set<ASN1ObjectIdentifier> STRONG = Set.of(
            PKCSObjectIdentifiers.sha256WithRSAEncryption,
            PKCSObjectIdentifiers.sha384WithRSAEncryption,
            PKCSObjectIdentifiers.sha512WithRSAEncryption,
            PKCSObjectIdentifiers.id_RSASSA_PSS,
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            X9ObjectIdentifiers.ecdsa_with_SHA512,
            EdECObjectIdentifiers.id_Ed25519);

    /// A provider that hashes in native code may hold up the garbage collector, and all threads with it, for as long
    /// as it hashes what it was given at once.
    private static final int BYTES_AT_ONCE = 1 << 16;

    private final byte[] content;
    private final Range range;
    private final AlgorithmIdentifier algorithm;
    private final byte[] signature;

    /// From where to where.
    record Range(int from, int until) {}

    SignedBytes(byte[] content, AlgorithmIdentifier algorithm, byte[] signature) {
        this(content, new Range(0, content.length), algorithm, signature);
    }

    /// @param range which part of the content is signed
    SignedBytes(byte[] content, Range range, AlgorithmIdentifier algorithm, byte[] signature) {
        this.content = content;
        this.range = range;
        this.algorithm = algorithm;
        this.signature = signature;
    }

    AlgorithmIdentifier algorithm() {
        return algorithm;
    }

    /// Whether it is signed by an algorithm that is accepted everywhere.
    boolean isStrong() {
        return STRONG.contains(algorithm.getAlgorithm());
    }

    @Override
    public boolean test(PublicKey key) {
        try {
            ContentVerifier verifier =
                    new JcaContentVerifierProviderBuilder().build(key).get(algorithm);
            try (OutputStream out = verifier.getOutputStream()) {
                for (int from = range.from(); from < range.until(); from += BYTES_AT_ONCE) {
                    out.write(content, from, Math.min(BYTES_AT_ONCE, range.until() - from));
                }
            }
            return verifier.verify(signature);
        } catch (OperatorCreationException | RuntimeOperatorException | IOException keyOfAnotherKind) {
            return false;
        }
    }
}
