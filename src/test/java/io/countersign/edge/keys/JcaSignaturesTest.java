package io.countersign.edge.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import io.countersign.core.signing.InMemorySigningKeys;
import io.countersign.core.signing.JdkSignatures;
import io.countersign.core.signing.SigningAlgorithm;
import io.countersign.core.signing.SigningKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class JcaSignaturesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] INPUT = "header.payload".getBytes(StandardCharsets.US_ASCII);
    private static final int HALF = 32;

    private final SigningKey key = new InMemorySigningKeys().add(NOON, NOON);
    private final JcaSignatures signatures = new JcaSignatures();

    @ParameterizedTest
    @CsvSource({"ES256, 64", "RS256, 256", "EDDSA, 64"})
    void a_signature_is_good_for_its_key_and_input_only(SigningAlgorithm algorithm, int length) {
        SigningKey own = new InMemorySigningKeys().add(algorithm, NOON, NOON);
        SigningKey other = new InMemorySigningKeys().add(algorithm, NOON, NOON);

        byte[] signature = signatures.sign(own, INPUT);

        assertThat(signature).hasSize(length);
        assertThat(signatures.verify(own, INPUT, signature)).isTrue();
        assertThat(signatures.verify(own, new byte[0], signature)).isFalse();
        assertThat(signatures.verify(other, INPUT, signature)).isFalse();
    }

    /// A thread that signs for tenants of different wishes takes turns between their keys.
    @Test
    void keys_take_turns_in_one_thread() {
        List<SigningKey> keys = Stream.of(SigningAlgorithm.values(), SigningAlgorithm.values())
                .flatMap(Arrays::stream)
                .map(algorithm -> new InMemorySigningKeys().add(algorithm, NOON, NOON))
                .toList();

        for (int round = 0; round < 3; round++) {
            assertThat(keys).allMatch(each -> signatures.verify(each, INPUT, signatures.sign(each, INPUT)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void others_take_our_signatures_and_we_take_theirs(SigningAlgorithm algorithm) {
        SigningKey own = new InMemorySigningKeys().add(algorithm, NOON, NOON);
        var jdk = new JdkSignatures();

        assertThat(jdk.verify(own, INPUT, signatures.sign(own, INPUT))).isTrue();
        assertThat(signatures.verify(own, INPUT, jdk.sign(own, INPUT))).isTrue();
    }

    @Test
    void another_library_takes_our_signatures() throws JOSEException {
        byte[] signature = signatures.sign(key, INPUT);

        assertThat(new ECDSAVerifier((ECPublicKey) key.publicKey())
                        .verify(new JWSHeader(JWSAlgorithm.ES256), INPUT, Base64URL.encode(signature)))
                .isTrue();
    }

    /// CVE-2022-21449 and its relatives: r and s of zero, the order of the curve, or more.
    @Test
    void blank_and_impossible_signatures_are_refused() {
        byte[] order = bytes(((ECPublicKey) key.publicKey()).getParams().getOrder());
        byte[] all = new byte[HALF];
        Arrays.fill(all, (byte) 0xff);
        byte[] good = Arrays.copyOf(signatures.sign(key, INPUT), HALF);
        List<byte[]> halves = List.of(new byte[HALF], order, all, good);

        for (byte[] r : halves) {
            for (byte[] s : halves) {
                assertThat(signatures.verify(key, INPUT, joined(r, s))).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ES256, 64", "RS256, 256", "EDDSA, 64"})
    void blank_signatures_and_those_of_any_other_length_are_refused(SigningAlgorithm algorithm, int right) {
        SigningKey own = new InMemorySigningKeys().add(algorithm, NOON, NOON);
        byte[] signature = signatures.sign(own, INPUT);
        for (int length = 0; length < 600; length++) {
            assertThat(signatures.verify(own, INPUT, Arrays.copyOf(signature, length)))
                    .isEqualTo(length == right);
            assertThat(signatures.verify(own, INPUT, new byte[length])).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"ES256, 64", "RS256, 256", "EDDSA, 64"})
    void rubbish_is_refused_without_a_fault(SigningAlgorithm algorithm, int length) {
        SigningKey own = new InMemorySigningKeys().add(algorithm, NOON, NOON);
        var dice = new Random(42);
        for (int i = 0; i < 200; i++) {
            byte[] rubbish = new byte[length];
            dice.nextBytes(rubbish);
            assertThat(signatures.verify(own, INPUT, rubbish)).isFalse();
        }
    }

    private static byte[] bytes(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Arrays.copyOfRange(bytes, bytes.length - HALF, bytes.length);
    }

    private static byte[] joined(byte[] r, byte[] s) {
        byte[] joined = Arrays.copyOf(r, r.length + s.length);
        System.arraycopy(s, 0, joined, r.length, s.length);
        return joined;
    }
}
