package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.signing.SigningKey;
import org.junit.jupiter.api.Test;

/// What every [io.countersign.core.signing.SigningKeys] does.
abstract class SigningKeysContract {
    abstract Stores stores();

    @Test
    void each_new_key_is_kept_with_its_times() {
        var keys = stores().signingKeys();
        assertThat(keys.all()).isEmpty();

        SigningKey key = keys.add(NOON, NOON.plusSeconds(60));

        assertThat(keys.all()).containsExactly(key);
        assertThat(key.publishedAt()).isEqualTo(NOON);
        assertThat(key.signsFrom()).isEqualTo(NOON.plusSeconds(60));
        assertThat(key.publicKey().getParams().getOrder().bitLength()).isEqualTo(256);
    }

    @Test
    void keys_stand_in_the_order_in_which_they_sign() {
        var keys = stores().signingKeys();
        SigningKey later = keys.add(NOON, NOON.plusSeconds(60));
        SigningKey sooner = keys.add(NOON, NOON);

        assertThat(keys.all()).containsExactly(sooner, later);
        assertThat(sooner.kid()).isNotEqualTo(later.kid());
    }

    @Test
    void a_removed_key_is_gone() {
        var keys = stores().signingKeys();
        SigningKey gone = keys.add(NOON, NOON);
        SigningKey kept = keys.add(NOON, NOON);

        keys.remove(gone);

        assertThat(keys.all()).containsExactly(kept);
    }
}
