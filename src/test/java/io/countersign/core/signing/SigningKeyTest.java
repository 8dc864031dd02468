package io.countersign.core.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SigningKeyTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    private final SigningKey key = new InMemorySigningKeys().add(NOW, NOW);

    @ParameterizedTest
    @CsvSource({"ES256, ES256", "RS256, RS256", "EDDSA, EdDSA"})
    void the_header_names_algorithm_key_and_type_and_nothing_else(SigningAlgorithm algorithm, String name) {
        SigningKey key = new InMemorySigningKeys().add(algorithm, NOW, NOW);

        String json = new String(Base64.getUrlDecoder().decode(key.headerText()), StandardCharsets.US_ASCII);

        assertThat(json).isEqualTo("{\"alg\":\"" + name + "\",\"kid\":\"" + key.kid() + "\",\"typ\":\"JWT\"}");
        assertThat(key.headerText()).doesNotContain("=");
    }

    @Test
    void an_algorithm_is_known_by_its_name_letter_by_letter() {
        assertThat(SigningAlgorithm.named("EdDSA")).contains(SigningAlgorithm.EDDSA);
        assertThat(SigningAlgorithm.named("EDDSA")).isEmpty();
        assertThat(SigningAlgorithm.named("none")).isEmpty();
        assertThat(SigningAlgorithm.named("")).isEmpty();
    }

    @Test
    void a_key_signs_only_after_it_was_published() {
        var pair = new KeyPair(key.publicKey(), key.privateKey());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.of(key.algorithm(), pair, NOW, NOW.minusMillis(1)));
        assertThat(SigningKey.of(key.algorithm(), pair, NOW, NOW)).isEqualTo(key);
    }

    @Test
    void a_key_in_a_log_shows_nothing_but_its_name() {
        assertThat(key).hasToString("SigningKey[" + key.kid() + "]");
    }
}
