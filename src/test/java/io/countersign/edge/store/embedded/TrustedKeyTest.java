package io.countersign.edge.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedKeyTest {
    @Test
    void an_RSA_key_is_the_same_key_under_the_name_of_PSS() throws Exception {
        PublicKey plain = rsa(1);
        PublicKey twin = underTheNameOfPss(plain);

        assertThat(twin.getEncoded()).isNotEqualTo(plain.getEncoded());
        assertThat(TrustedKey.digest(twin)).isEqualTo(TrustedKey.digest(plain));
    }

    @Test
    void an_RSA_key_is_named_by_the_digest_of_its_usual_form() throws Exception {
        assertIsNamedByItsDigest(rsa(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EC", "Ed25519"})
    void another_key_is_named_by_its_digest(String algorithm) throws Exception {
        assertIsNamedByItsDigest(draw(algorithm));
    }

    @Test
    void two_keys_have_two_names() throws Exception {
        assertThat(TrustedKey.digest(rsa(1))).isNotEqualTo(TrustedKey.digest(rsa(3)));
        assertThat(TrustedKey.digest(draw("EC"))).isNotEqualTo(TrustedKey.digest(draw("EC")));
    }

    private static void assertIsNamedByItsDigest(PublicKey key) throws GeneralSecurityException {
        assertThat(TrustedKey.digest(key))
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    }

    private static PublicKey draw(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
    }

    /// A public key of 2048 bits that nobody has the private key of; drawing a pair takes seconds.
    private static PublicKey rsa(int lastBits) throws GeneralSecurityException {
        BigInteger modulus = BigInteger.TWO.pow(2047).add(BigInteger.valueOf(lastBits));
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, RSAKeyGenParameterSpec.F4));
    }

    private static PublicKey underTheNameOfPss(PublicKey plain) throws GeneralSecurityException, IOException {
        var numbers = SubjectPublicKeyInfo.getInstance(plain.getEncoded()).parsePublicKey();
        var info = new SubjectPublicKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS), numbers);
        return KeyFactory.getInstance("RSASSA-PSS").generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    }
}
