package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import java.io.ByteArrayInputStream;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPolicyTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final TestCa RSA = TestCa.root("Acme", spec -> spec.key(KeyType.RSA_2048));

    private static X509Certificate withRsaOf(int bits) {
        return ROOT.device("p", spec -> spec.publicKey(KeyType.rsaOfBits(bits))).certificate();
    }

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 4096, 8192})
    void rsa_keys_of_2048_to_8192_bits_are_accepted(int bits) {
        assertThat(KeyPolicy.checkKey(withRsaOf(bits))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 2047, 8193, 16_384})
    void other_rsa_keys_are_refused(int bits) {
        assertThat(KeyPolicy.checkKey(withRsaOf(bits))).hasValueSatisfying(fault -> {
            assertThat(fault.reason()).isEqualTo(Reason.WEAK_KEY);
            assertThat(fault.detail())
                    .isEqualTo("Certificate 'CN=p' has a key that is not accepted: RSA of " + bits
                            + " bits (accepted are RSA of 2048 to 8192 bits, EC on P-256, P-384 or P-521, Ed25519).");
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"P256", "P384", "P521", "RSA_2048", "ED25519"})
    void a_device_and_its_ca_may_have_a_key_of_these_types(KeyType type) {
        TestCa ca = TestCa.root("Acme", spec -> spec.key(type));

        assertThat(ChainBench.trusting(ca)
                        .chains(ca.device("Acme", spec -> spec.key(type)).certificate()))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"ED448, EdDSA", "DSA_2048, DSA", "RSA_1024, RSA of 1024 bits"})
    void keys_of_other_types_are_refused(KeyType type, String told) {
        X509Certificate leaf = ROOT.device("p", spec -> spec.key(type)).certificate();

        ChainFault fault = ChainBench.trusting(ROOT).refusal(leaf).fault();

        assertThat(fault.reason()).isEqualTo(Reason.WEAK_KEY);
        assertThat(fault.rule()).contains(": " + told + " (");
    }

    @Test
    void a_key_on_another_curve_is_refused_whoever_reads_it() throws Exception {
        var bouncyCastle = new BouncyCastleProvider();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", bouncyCastle);
        generator.initialize(new ECGenParameterSpec("brainpoolP256r1"));
        KeyPair keys = generator.generateKeyPair();
        byte[] der = ROOT.device("p", spec -> spec.publicKey(keys.getPublic()))
                .certificate()
                .getEncoded();
        var readByBouncyCastle = (X509Certificate) CertificateFactory.getInstance("X.509", bouncyCastle)
                .generateCertificate(new ByteArrayInputStream(der));

        assertThat(KeyPolicy.checkKey(readByBouncyCastle))
                .hasValueSatisfying(fault -> assertThat(fault.rule()).contains(": EC on another curve of 256 bits ("));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHA256withRSA",
                "SHA384withRSA",
                "SHA512withRSA",
                "SHA256withRSAandMGF1",
                "SHA384withRSAandMGF1",
                "SHA512withRSAandMGF1"
            })
    void rsa_signatures_over_sha_2_are_accepted(String algorithm) {
        X509Certificate leaf =
                RSA.device("p", spec -> spec.signatureAlgorithm(algorithm)).certificate();

        assertThat(ChainBench.trusting(RSA).chains(leaf)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5withRSA", "SHA1withRSA", "SHA224withRSA", "SHA1withRSAandMGF1", "SHA224withRSAandMGF1"})
    void rsa_signatures_over_anything_else_are_refused(String algorithm) {
        X509Certificate leaf =
                RSA.device("p", spec -> spec.signatureAlgorithm(algorithm)).certificate();

        assertThat(ChainBench.trusting(RSA).refusal(leaf).fault().reason()).isEqualTo(Reason.WEAK_DIGEST);
    }

    @ParameterizedTest
    @CsvSource({
        "SHA256withECDSA, true",
        "SHA384withECDSA, true",
        "SHA512withECDSA, true",
        "SHA1withECDSA, false",
        "SHA224withECDSA, false"
    })
    void ecdsa_signatures_are_accepted_over_sha_2_of_256_bits_and_more(String algorithm, boolean accepted) {
        X509Certificate leaf =
                ROOT.device("p", spec -> spec.signatureAlgorithm(algorithm)).certificate();

        assertThat(KeyPolicy.checkSignature(leaf).isEmpty()).isEqualTo(accepted);
        assertThat(ChainBench.trusting(ROOT).verdict(leaf) instanceof ChainVerdict.Trusted)
                .isEqualTo(accepted);
    }

    @Test
    void a_weak_digest_is_told_even_where_no_anchor_is_near() {
        X509Certificate leaf = ROOT.device("p", spec -> spec.signatureAlgorithm("SHA1withECDSA"))
                .certificate();

        ChainVerdict.Untrusted refusal = new ChainBench().refusal(leaf);

        assertThat(refusal.fault().reason()).isEqualTo(Reason.WEAK_DIGEST);
        assertThat(refusal.tried()).isEmpty();
        assertThat(refusal.fault().rule())
                .isEqualTo("is signed with SHA1withECDSA, which is not accepted (RSA and ECDSA over SHA-256, SHA-384 or"
                        + " SHA-512, Ed25519)");
    }
}
