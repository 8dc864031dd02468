package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.ProvePossession.Result;
import io.countersign.core.trust.TrustAnchor.Use;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Contract.md 2.3: a tenant shows that it holds the key of its CA.
class ProvePossessionTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);
    private static final TenantId ACME = new TenantId("acme");

    private final InMemoryTrustAnchors anchors = new InMemoryTrustAnchors();
    private final AtomicInteger drawn = new AtomicInteger();
    private final ProvePossession provePossession =
            new ProvePossession(anchors, () -> "%0160d".formatted(drawn.incrementAndGet()));
    private final TestCa root = TestCa.root("Acme Root");

    private TrustAnchor trust(TestCa ca, Use use) {
        var anchor = new TrustAnchor(
                        new AnchorId("%016x".formatted(anchors.of(ACME).size() + 1)),
                        ACME,
                        ca.certificate(),
                        Fingerprint.of(ca.certificate()),
                        Optional.empty(),
                        true,
                        false)
                .with(use);
        anchors.add(anchor);
        return anchor;
    }

    private TrustAnchor withCode(TestCa ca) {
        return done(provePossession.drawCode(trust(ca, Use.ANCHOR), NOW));
    }

    private static TrustAnchor done(Result result) {
        assertThat(result).isInstanceOf(Result.Done.class);
        return ((Result.Done) result).anchor();
    }

    private static String codeOf(TrustAnchor anchor) {
        return anchor.possession().code().orElseThrow().text();
    }

    private static byte[] sign(String algorithm, PrivateKey key, String text) throws GeneralSecurityException {
        var signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
    }

    private static byte[] sign(TestCa ca, String text) throws GeneralSecurityException {
        return sign("SHA256withECDSA", ca.privateKey(), text);
    }

    @ParameterizedTest
    @CsvSource({
        "P256, SHA256withECDSA",
        "P384, SHA256withECDSA",
        "P521, SHA256withECDSA",
        "RSA_2048, SHA256withRSA",
        "ED25519, Ed25519"
    })
    void a_signature_over_the_code_proves_possession(KeyType type, String algorithm) throws Exception {
        for (String lineBreak : List.of("", "\n")) {
            TestCa ca = TestCa.root("Root of " + type, spec -> spec.key(type));
            TrustAnchor anchor = withCode(ca);
            byte[] signature = sign(algorithm, ca.privateKey(), codeOf(anchor) + lineBreak);

            TrustAnchor proven = done(provePossession.prove(anchor, signature, NOW));

            assertThat(proven.possession()).isEqualTo(new Possession(true, Optional.empty()));
            assertThat(anchors.find(anchor.id())).contains(proven);
            anchors.remove(anchor.id());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyType.class,
            names = {"P256", "RSA_2048", "ED25519"})
    void any_other_signature_proves_nothing(KeyType type) throws Exception {
        TestCa ca = TestCa.root("Root", spec -> spec.key(type));
        TrustAnchor anchor = withCode(ca);
        String algorithm =
                CodeSignature.algorithmOf(ca.certificate().getPublicKey()).orElseThrow();
        TestCa stranger = TestCa.root("Stranger", spec -> spec.key(type));
        byte[] right = sign(algorithm, ca.privateKey(), codeOf(anchor));
        byte[] cut = Arrays.copyOf(right, right.length - 1);
        byte[] bent = right.clone();
        bent[bent.length - 1] ^= 1;

        for (byte[] wrong : List.of(
                new byte[0],
                new byte[right.length],
                cut,
                bent,
                sign(algorithm, stranger.privateKey(), codeOf(anchor)),
                sign(algorithm, ca.privateKey(), codeOf(anchor) + "\r\n"),
                sign(algorithm, ca.privateKey(), codeOf(anchor) + "\n\n"),
                sign(algorithm, ca.privateKey(), ""))) {
            assertThat(provePossession.prove(anchor, wrong, NOW)).isEqualTo(new Result.WrongSignature());
        }
        assertThat(anchors.find(anchor.id())).contains(anchor);
    }

    @Test
    void a_signature_over_another_digest_proves_nothing() throws Exception {
        TrustAnchor anchor = withCode(root);

        assertThat(provePossession.prove(anchor, sign("SHA512withECDSA", root.privateKey(), codeOf(anchor)), NOW))
                .isEqualTo(new Result.WrongSignature());
    }

    /// CVE-2022-21449: a verifier that takes r = s = 0 takes anything.
    @Test
    void a_signature_of_zeros_proves_nothing() throws IOException {
        TrustAnchor anchor = withCode(root);
        BigInteger order = new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
        for (BigInteger number : List.of(BigInteger.ZERO, order)) {
            var one = new ASN1Integer(number);
            byte[] signature = new DERSequence(new ASN1Integer[] {one, one}).getEncoded();

            assertThat(provePossession.prove(anchor, signature, NOW)).isEqualTo(new Result.WrongSignature());
        }
    }

    @Test
    void a_code_is_usable_for_a_day() throws Exception {
        TrustAnchor anchor = withCode(root);
        byte[] signature = sign(root, codeOf(anchor));

        assertThat(anchor.possession().code().orElseThrow().usableUntil()).isEqualTo(NOW.plus(DAY));
        assertThat(provePossession.prove(anchor, signature, NOW.plus(DAY).plusMillis(1)))
                .isEqualTo(new Result.Unfit(
                        "The verification code was usable until 2026-07-02T12:00:00Z; ask for a new one."));
        assertThat(provePossession.prove(anchor, signature, NOW.plus(DAY))).isInstanceOf(Result.Done.class);
    }

    @Test
    void a_new_code_replaces_the_one_before_and_no_code_is_used_twice() throws Exception {
        TrustAnchor before = withCode(root);
        TrustAnchor anchor = done(provePossession.drawCode(before, NOW));
        byte[] signature = sign(root, codeOf(anchor));

        assertThat(provePossession.prove(anchor, sign(root, codeOf(before)), NOW))
                .isEqualTo(new Result.WrongSignature());
        TrustAnchor proven = done(provePossession.prove(anchor, signature, NOW));
        assertThat(provePossession.prove(proven, signature, NOW)).isInstanceOf(Result.Unfit.class);
    }

    @Test
    void what_was_proven_stays_proven_whatever_comes_then() throws Exception {
        TrustAnchor anchor = withCode(root);
        TrustAnchor proven = done(provePossession.prove(anchor, sign(root, codeOf(anchor)), NOW));

        TrustAnchor again = done(provePossession.drawCode(proven, NOW));
        provePossession.prove(again, new byte[9], NOW);

        assertThat(anchors.find(anchor.id()).orElseThrow().possession().proven())
                .isTrue();
    }

    @Test
    void without_a_code_there_is_nothing_to_sign() {
        assertThat(provePossession.prove(trust(root, Use.ANCHOR), new byte[9], NOW))
                .isEqualTo(new Result.Unfit("There is no verification code to be signed; ask for one first."));
    }

    @Test
    void the_operator_can_vouch_for_it() {
        TrustAnchor confirmed = done(provePossession.confirm(withCode(root)));

        assertThat(confirmed.possession()).isEqualTo(new Possession(true, Optional.empty()));
    }

    @Test
    void possession_of_an_intermediate_is_not_proven() {
        TrustAnchor intermediate = trust(root, Use.INTERMEDIATE);

        assertThat(List.of(
                        provePossession.drawCode(intermediate, NOW),
                        provePossession.prove(intermediate, new byte[9], NOW),
                        provePossession.confirm(intermediate)))
                .allSatisfy(result -> assertThat(result).isInstanceOf(Result.Unfit.class));
        assertThat(drawn).hasValue(0);
    }

    @Test
    void a_certificate_that_was_deleted_in_the_meantime_is_gone() throws Exception {
        TrustAnchor anchor = withCode(root);
        byte[] signature = sign(root, codeOf(anchor));
        anchors.remove(anchor.id());

        assertThat(List.of(
                        provePossession.drawCode(anchor, NOW),
                        provePossession.prove(anchor, signature, NOW),
                        provePossession.confirm(anchor)))
                .containsOnly(new Result.Gone());
    }

    /// RFC 4055, 1.2: such a key must not sign by PKCS#1 v1.5, and openssl would not let it.
    @Test
    void a_key_for_PSS_alone_cannot_be_proven_but_vouched_for() throws Exception {
        PublicKey plain = TestCa.root("x", spec -> spec.key(KeyType.RSA_2048))
                .certificate()
                .getPublicKey();
        TestCa pss = TestCa.root("PSS Root", spec -> spec.publicKey(underTheNameOfPss(plain)));
        TrustAnchor anchor = trust(pss, Use.ANCHOR);

        assertThat(provePossession.drawCode(anchor, NOW))
                .isInstanceOfSatisfying(
                        Result.Unfit.class, unfit -> assertThat(unfit.rule()).contains("RSASSA-PSS"));
        assertThat(CodeSignature.isOf(anchor.certificate().getPublicKey(), "x", new byte[256]))
                .isFalse();
        assertThat(done(provePossession.confirm(anchor)).possession().proven()).isTrue();
    }

    private static PublicKey underTheNameOfPss(PublicKey plain) {
        try {
            var numbers = SubjectPublicKeyInfo.getInstance(plain.getEncoded()).parsePublicKey();
            var info = new SubjectPublicKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS), numbers);
            return KeyFactory.getInstance("RSASSA-PSS").generatePublic(new X509EncodedKeySpec(info.getEncoded()));
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "<script>"})
    void a_code_has_160_characters_of_base64(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new VerificationCode(text, NOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VerificationCode("!".repeat(160), NOW))
                .withMessageContaining("160");
    }
}
