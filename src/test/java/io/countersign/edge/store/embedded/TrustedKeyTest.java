package io.countersign.edge.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
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
        PublicKey plain = draw("RSA");
        PublicKey twin = underTheNameOfPss(plain);

        assertThat(twin.getEncoded()).isNotEqualTo(plain.getEncoded());
        assertThat(TrustedKey.digest(twin)).isEqualTo(TrustedKey.digest(plain));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void a_key_is_named_by_the_digest_of_its_usual_form(String algorithm) throws Exception {
        PublicKey key = draw(algorithm);

        assertThat(TrustedKey.digest(key))
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void two_keys_have_two_names(String algorithm) throws Exception {
        assertThat(TrustedKey.digest(draw(algorithm))).isNotEqualTo(TrustedKey.digest(draw(algorithm)));
    }

    private static PublicKey draw(String algorithm) throws GeneralSecurityException {
        return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
    }

    private static PublicKey underTheNameOfPss(PublicKey plain) throws GeneralSecurityException, IOException {
        var numbers = SubjectPublicKeyInfo.getInstance(plain.getEncoded()).parsePublicKey();
        var info = new SubjectPublicKeyInfo(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_RSASSA_PSS), numbers);
        return KeyFactory.getInstance("RSASSA-PSS").generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    }
}
