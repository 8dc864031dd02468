package io.countersign.core.trust;

import static io.countersign.core.trust.ChainBench.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tenants that store certificates with the name and the key identifier of another one's CA do not keep its devices
/// from their tokens, as long as the identifier is a hash of the key.
class LookAlikesTest {
    private static final String NAME = "Acme Issuing";
    private static final int HOSTILE_TENANTS = 20;

    private final ChainBench bench = new ChainBench();
    private final TestCa root = TestCa.root("Acme Root");

    /// A CA whose certificate says that its key has this identifier.
    private static CertificateSpec saying(CertificateSpec spec, byte[] identifier) {
        return spec.extension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier));
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hash(String algorithm, PublicKey key) {
        byte[] bits = SubjectPublicKeyInfo.getInstance(key.getEncoded())
                .getPublicKeyData()
                .getOctets();
        try {
            return Arrays.copyOf(MessageDigest.getInstance(algorithm).digest(bits), 20);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void storeLookAlikes(byte[] identifier) {
        for (int i = 0; i < HOSTILE_TENANTS; i++) {
            var hostile = new TenantId("hostile" + i);
            TestCa other = TestCa.root("Hostile Root " + i);
            bench.trust(hostile, other.certificate());
            for (int k = 0; k < TrustAnchors.PER_SUBJECT_MAX; k++) {
                bench.store(
                        hostile,
                        other.issuing(NAME, spec -> saying(spec, identifier)).certificate());
            }
        }
    }

    private static X509Certificate leafOf(TestCa issuing, byte[] identifier) {
        return issuing.device(
                        "pump-1",
                        spec -> spec.extension(
                                Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(identifier)))
                .certificate();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-256"})
    void a_device_is_led_over_the_intermediate_whose_key_has_the_hash_that_it_names(String algorithm) {
        KeyPair keys = keys();
        byte[] identifier = hash(algorithm, keys.getPublic());
        TestCa issuing = root.issuing(NAME, spec -> saying(spec.keys(keys), identifier));
        storeLookAlikes(identifier);
        bench.trust(ACME, root.certificate());
        bench.store(ACME, issuing.certificate());

        assertThat(bench.chains(leafOf(issuing, identifier)))
                .extracting(chain -> chain.anchor().tenant())
                .containsExactly(ACME);
    }

    @Test
    void the_same_holds_for_anchors() {
        KeyPair keys = keys();
        byte[] identifier = hash("SHA-1", keys.getPublic());
        TestCa ours = TestCa.root(NAME, spec -> saying(spec.keys(keys), identifier));
        for (int i = 0; i < HOSTILE_TENANTS * TrustAnchors.PER_SUBJECT_MAX; i++) {
            bench.trust(
                    new TenantId("hostile" + i / TrustAnchors.PER_SUBJECT_MAX),
                    TestCa.root(NAME, spec -> saying(spec, identifier)).certificate());
        }
        bench.trust(ACME, ours.certificate());

        assertThat(bench.chains(leafOf(ours, identifier)))
                .extracting(chain -> chain.anchor().tenant())
                .containsExactly(ACME);
    }

    @Test
    void the_right_hash_of_a_key_that_has_not_signed_is_not_believed() {
        TestCa liar = root.issuing(NAME);
        byte[] identifier = hash("SHA-1", liar.certificate().getPublicKey());
        X509Certificate shown = root.issuing(
                        NAME, spec -> saying(spec.publicKey(liar.certificate().getPublicKey()), identifier))
                .certificate();
        bench.trust(ACME, root.certificate());
        bench.store(ACME, shown);
        bench.store(ACME, root.issuing(NAME).certificate());

        assertThat(bench.refusal(leafOf(TestCa.root(NAME), identifier)).fault().reason())
                .isEqualTo(Reason.BAD_SIGNATURE);
    }

    @Test
    void an_identifier_of_another_making_is_a_hint_as_before() {
        byte[] identifier = {7};
        TestCa ours = root.issuing(NAME, spec -> saying(spec, identifier));
        bench.trust(ACME, root.certificate());
        List<TestCa> others =
                IntStream.range(0, 7).mapToObj(_ -> root.issuing(NAME)).toList();
        others.forEach(other -> bench.store(ACME, other.certificate()));
        bench.store(ACME, ours.certificate());

        assertThat(bench.chains(leafOf(ours, identifier))).hasSize(1);
    }
}
