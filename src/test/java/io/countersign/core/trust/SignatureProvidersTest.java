package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import io.countersign.testing.VerifierOnly;
import java.security.InvalidKeyException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The verdict on a chain is the same whichever crypto provider stands first, and whatever it lacks.
class SignatureProvidersTest {
    private static final List<KeyType> ACCEPTED =
            List.of(KeyType.P256, KeyType.P384, KeyType.P521, KeyType.ED25519, KeyType.RSA_2048, KeyType.RSA_PSS_2048);

    private final List<Provider> before = List.of(Security.getProviders());

    @BeforeEach
    void only_the_jdk_is_there() {
        Security.removeProvider(AmazonCorrettoCryptoProvider.PROVIDER_NAME);
    }

    @AfterEach
    void as_it_was() {
        Arrays.stream(Security.getProviders()).forEach(provider -> Security.removeProvider(provider.getName()));
        before.forEach(Security::addProvider);
    }

    static Stream<Arguments> providersAndKeys() {
        return Stream.of("none", "native", "lacking")
                .flatMap(first -> ACCEPTED.stream().map(key -> Arguments.of(first, key)));
    }

    private static void putFirst(String first) {
        switch (first) {
            case "native" -> AmazonCorrettoCryptoProvider.install();
            case "lacking" -> Security.insertProviderAt(new Lacking(), 1);
            default -> assertThat(first).isEqualTo("none");
        }
    }

    @ParameterizedTest
    @MethodSource("providersAndKeys")
    void a_chain_of_any_accepted_key_is_verified(String first, KeyType key) {
        TestCa root = TestCa.root("Providers " + key, spec -> spec.key(key));
        TestDevice good = root.device("pump");
        TestDevice forged = root.device("pump", CertificateSpec::signedByStranger);
        ChainBench bench = ChainBench.trusting(root);
        putFirst(first);

        assertThat(bench.chains(good.certificate())).hasSize(1);
        assertThat(bench.refusal(forged.certificate()).fault().reason()).isEqualTo(Reason.BAD_SIGNATURE);
    }

    /// CVE-2022-21449: whoever verifies, zeros are no signature.
    @ParameterizedTest
    @MethodSource("curves")
    void a_blank_signature_is_refused(String first, KeyType key) {
        TestCa root = TestCa.root("Blank " + key, spec -> spec.key(key));
        TestDevice forged = root.device("pump", CertificateSpec::signedBlank);
        ChainBench bench = ChainBench.trusting(root);
        putFirst(first);

        assertThat(bench.refusal(forged.certificate()).fault().reason()).isEqualTo(Reason.BAD_SIGNATURE);
    }

    static Stream<Arguments> curves() {
        return Stream.of("none", "native")
                .flatMap(first ->
                        Stream.of(KeyType.P256, KeyType.P384, KeyType.P521).map(key -> Arguments.of(first, key)));
    }

    /// Says that it verifies everything, and takes no key when it comes to it.
    private static final class Lacking extends Provider {
        private static final long serialVersionUID = 1L;

        Lacking() {
            super("Lacking", "1", "takes no key");
            for (String algorithm : List.of(
                    "SHA256withECDSA",
                    "SHA384withECDSA",
                    "SHA512withECDSA",
                    "SHA256withRSA",
                    "RSASSA-PSS",
                    "Ed25519",
                    "EdDSA")) {
                put("Signature." + algorithm, NoKey.class.getName());
            }
        }
    }

    /// Takes no key.
    public static final class NoKey extends VerifierOnly {
        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            throw new InvalidKeyException("it takes no key");
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return false;
        }
    }
}
