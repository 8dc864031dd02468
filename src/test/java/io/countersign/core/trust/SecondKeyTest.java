package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.countersign.core.tenant.TenantId;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.testing.TestCa;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.math.ec.ECPoint;
import org.junit.jupiter.api.Test;

/// A signature does not tell its one key. To any ECDSA signature everybody can compute a second public key under which
/// it holds, too (SEC 1, 4.1.6), and make a CA certificate of it: nobody has to own the private key to upload that.
/// Such a CA vouches for the device that it was made from, but it must not take the device away from its own tenant.
class SecondKeyTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final X9ECParameters P256 = ECNamedCurveTable.getByName("P-256");
    private static final TenantId VICTIM = new TenantId("victim");
    private static final TenantId ATTACKER = new TenantId("attacker");

    private final InMemoryTrustAnchors anchors = new InMemoryTrustAnchors();
    private final TestCa ours = TestCa.root("Device CA");
    private final X509Certificate leaf = ours.device("pump-1").certificate();

    @Test
    void a_ca_with_the_second_key_of_a_leafs_signature_does_not_hide_the_real_one() throws Exception {
        PublicKey second = secondKey(leaf, ours.certificate().getPublicKey());
        TestCa forged = TestCa.root("Device CA", spec -> spec.publicKey(second));
        assertThatCode(() -> leaf.verify(second)).doesNotThrowAnyException();
        trust(ATTACKER, "a", forged.certificate());
        trust(VICTIM, "b", ours.certificate());

        ChainVerdict verdict =
                new ChainCheck(anchors, new Asn1CertificateDetails()).check(CertificateChain.of(leaf, List.of()), NOW);

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        ChainVerdict.Trusted.class,
                        trusted -> assertThat(trusted.chains())
                                .extracting(chain -> chain.anchor().tenant())
                                .contains(VICTIM));
    }

    private void trust(TenantId tenant, String digit, X509Certificate certificate) {
        var id = new AnchorId(digit.repeat(16));
        var fingerprint = Fingerprint.of(certificate);
        anchors.add(new TrustAnchor(id, tenant, certificate, fingerprint, Optional.empty(), true, true));
    }

    /// Q = (sR - hG) / r holds for both points R whose x is r; one gives the signer's key.
    private static PublicKey secondKey(X509Certificate signed, PublicKey first) throws GeneralSecurityException {
        ASN1Sequence signature = ASN1Sequence.getInstance(signed.getSignature());
        BigInteger r = ASN1Integer.getInstance(signature.getObjectAt(0)).getValue();
        BigInteger s = ASN1Integer.getInstance(signature.getObjectAt(1)).getValue();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(signed.getTBSCertificate());
        BigInteger inverse = r.modInverse(P256.getN());
        BigInteger ofG = new BigInteger(1, digest).negate().multiply(inverse).mod(P256.getN());
        BigInteger ofR = s.multiply(inverse).mod(P256.getN());
        return Stream.of(2, 3)
                .map(sign -> P256.getG()
                        .multiply(ofG)
                        .add(point(sign, r).multiply(ofR))
                        .normalize())
                .map(point -> key(point, (ECPublicKey) first))
                .filter(key -> !key.equals(first))
                .findFirst()
                .orElseThrow();
    }

    /// The point with this x, and an even y (2) or an odd one (3).
    private static ECPoint point(int sign, BigInteger x) {
        byte[] encoded = new byte[33];
        encoded[0] = (byte) sign;
        byte[] bytes = x.toByteArray();
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, encoded, 33 - length, length);
        return P256.getCurve().decodePoint(encoded);
    }

    private static PublicKey key(ECPoint point, ECPublicKey model) {
        var w = new java.security.spec.ECPoint(
                point.getAffineXCoord().toBigInteger(), point.getAffineYCoord().toBigInteger());
        try {
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(w, model.getParams()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
