package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.signing.SigningAlgorithm;
import io.countersign.core.signing.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What every [io.countersign.core.signing.SigningKeys] does.
abstract class SigningKeysContract {
    abstract Stores stores();

    /// How long an X.509 key is tells P-256, RSA of 2048 bits and Ed25519.
    @ParameterizedTest
    @CsvSource({"ES256, 91", "RS256, 294", "EDDSA, 44"})
    void each_new_key_is_kept_with_its_algorithm_and_times(SigningAlgorithm algorithm, int x509Bytes) {
        var keys = stores().signingKeys();
        assertThat(keys.all()).isEmpty();

        SigningKey key = keys.add(algorithm, NOON, NOON.plusSeconds(60));

        assertThat(keys.all()).containsExactly(key);
        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(key.publishedAt()).isEqualTo(NOON);
        assertThat(key.signsFrom()).isEqualTo(NOON.plusSeconds(60));
        assertThat(key.publicKey().getEncoded()).hasSize(x509Bytes);
    }

    @Test
    void keys_stand_in_the_order_in_which_they_sign() {
        var keys = stores().signingKeys();
        SigningKey later = keys.add(SigningAlgorithm.ES256, NOON, NOON.plusSeconds(60));
        SigningKey sooner = keys.add(SigningAlgorithm.ES256, NOON, NOON);

        assertThat(keys.all()).containsExactly(sooner, later);
        assertThat(sooner.kid()).isNotEqualTo(later.kid());
    }

    @Test
    void a_removed_key_is_gone() {
        var keys = stores().signingKeys();
        SigningKey gone = keys.add(SigningAlgorithm.ES256, NOON, NOON);
        SigningKey kept = keys.add(SigningAlgorithm.ES256, NOON, NOON);

        keys.remove(gone);

        assertThat(keys.all()).containsExactly(kept);
    }
}
