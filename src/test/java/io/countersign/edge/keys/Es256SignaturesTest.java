package io.countersign.edge.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import io.countersign.core.signing.InMemorySigningKeys;
import io.countersign.core.signing.SigningKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Es256SignaturesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final byte[] INPUT = "header.payload".getBytes(StandardCharsets.US_ASCII);
    private static final int HALF = 32;

    private final SigningKey key = new InMemorySigningKeys().add(NOON, NOON);
    private final Es256Signatures signatures = new Es256Signatures();

    @Test
    void a_signature_is_good_for_its_key_and_input_only() {
        byte[] signature = signatures.sign(key, INPUT);
        SigningKey other = new InMemorySigningKeys().add(NOON, NOON);

        assertThat(signature).hasSize(2 * HALF);
        assertThat(signatures.verify(key, INPUT, signature)).isTrue();
        assertThat(signatures.verify(key, new byte[0], signature)).isFalse();
        assertThat(signatures.verify(other, INPUT, signature)).isFalse();
    }

    @Test
    void others_take_our_signatures() throws JOSEException {
        byte[] signature = signatures.sign(key, INPUT);

        assertThat(new ECDSAVerifier(key.publicKey())
                        .verify(new JWSHeader(JWSAlgorithm.ES256), INPUT, Base64URL.encode(signature)))
                .isTrue();
    }

    /// CVE-2022-21449 and its relatives: r and s of zero, the order of the curve, or more.
    @Test
    void blank_and_impossible_signatures_are_refused() {
        byte[] order = bytes(key.publicKey().getParams().getOrder());
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

    @Test
    void signatures_of_any_other_length_are_refused() {
        byte[] signature = signatures.sign(key, INPUT);
        for (int length = 0; length < 200; length++) {
            assertThat(signatures.verify(key, INPUT, Arrays.copyOf(signature, length)))
                    .isEqualTo(length == 2 * HALF);
        }
    }

    @Test
    void rubbish_is_refused_without_a_fault() {
        var dice = new Random(42);
        for (int i = 0; i < 200; i++) {
            byte[] rubbish = new byte[2 * HALF];
            dice.nextBytes(rubbish);
            assertThat(signatures.verify(key, INPUT, rubbish)).isFalse();
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
