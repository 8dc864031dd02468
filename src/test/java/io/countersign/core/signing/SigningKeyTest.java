package io.countersign.core.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SigningKeyTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    private final SigningKey key = new InMemorySigningKeys().add(NOW, NOW);

    @Test
    void the_header_names_algorithm_key_and_type_and_nothing_else() {
        String json = new String(Base64.getUrlDecoder().decode(key.headerText()), StandardCharsets.US_ASCII);

        assertThat(json).isEqualTo("{\"alg\":\"ES256\",\"kid\":\"" + key.kid() + "\",\"typ\":\"JWT\"}");
        assertThat(key.headerText()).doesNotContain("=");
    }

    @Test
    void a_key_signs_only_after_it_was_published() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningKey.of("k1", key.publicKey(), key.privateKey(), NOW, NOW.minusMillis(1)));
    }

    @Test
    void a_key_in_a_log_shows_nothing_but_its_name() {
        assertThat(key).hasToString("SigningKey[" + key.kid() + "]");
    }
}
