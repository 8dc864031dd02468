package io.countersign.edge.tls;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.countersign.testing.VerifierOnly;
import java.math.BigInteger;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// CVE-2022-21449: no start on a Java platform whose ECDSA takes a blank signature.
class BlankSignaturesTest {
    @Test
    void this_java_platform_refuses_them_with_the_native_provider_and_without() {
        assertThatCode(BlankSignatures::requireRefused).doesNotThrowAnyException();
        CryptoProviders.installFastest();
        assertThatCode(BlankSignatures::requireRefused).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHA256withECDSA",
                "SHA384withECDSA",
                "SHA512withECDSA",
                "SHA256withECDSAinP1363Format",
                "SHA384withECDSAinP1363Format",
                "SHA512withECDSAinP1363Format"
            })
    void a_provider_that_accepts_them_is_named_whichever_way_signatures_are_written(String algorithm) {
        assertThatIllegalStateException()
                .isThrownBy(() -> BlankSignatures.requireRefusedBy(new Careless(algorithm, Anything.class)))
                .withMessageContaining("Careless")
                .withMessageContaining("CVE-2022-21449");
    }

    @Test
    void the_order_of_the_curve_is_as_good_as_zero() {
        assertThatIllegalStateException()
                .isThrownBy(() -> BlankSignatures.requireRefusedBy(
                        new Careless("SHA256withECDSAinP1363Format", OrderOfTheCurve.class)));
    }

    /// A provider with one way to verify.
    private static final class Careless extends Provider {
        private static final long serialVersionUID = 1L;

        Careless(String algorithm, Class<? extends VerifierOnly> verifier) {
            super("Careless", "1", "verifies ECDSA without looking");
            put("Signature." + algorithm, verifier.getName());
        }
    }

    /// Takes whatever it is shown, as the JDK did.
    public static class Anything extends VerifierOnly {
        private BigInteger order = BigInteger.ZERO;

        BigInteger order() {
            return order;
        }

        @Override
        protected void engineInitVerify(PublicKey key) {
            order = ((ECPublicKey) key).getParams().getOrder();
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return true;
        }
    }

    /// Refuses zeros only.
    public static final class OrderOfTheCurve extends Anything {
        @Override
        protected boolean engineVerify(byte[] signature) {
            byte[] half = Arrays.copyOf(signature, signature.length / 2);
            return new BigInteger(1, half).equals(order());
        }
    }
}
