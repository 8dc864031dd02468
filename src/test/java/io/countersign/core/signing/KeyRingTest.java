package io.countersign.core.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyRingTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-04-01T00:00:00Z");
    private static final Instant THIRD = Instant.parse("2026-07-01T00:00:00Z");
    private static final Duration A_MILLISECOND = Duration.ofMillis(1);

    private final InMemorySigningKeys store = new InMemorySigningKeys();
    private final SigningKey first = store.add(FIRST, FIRST);
    private final SigningKey second = store.add(SECOND.minus(Duration.ofDays(1)), SECOND);
    private final SigningKey third = store.add(THIRD.minus(Duration.ofDays(1)), THIRD);
    private final KeyRing ring = new KeyRing(List.of(third, first, second));

    @Test
    void keys_stand_in_the_order_of_their_signing() {
        assertThat(ring.keys()).containsExactly(first, second, third);
        assertThat(ring.keys().getLast()).isEqualTo(third);
    }

    @Test
    void a_key_signs_until_the_next_one_takes_over() {
        assertThat(ring.signing(SigningAlgorithm.ES256, FIRST)).isEqualTo(first);
        assertThat(ring.signing(SigningAlgorithm.ES256, SECOND.minus(A_MILLISECOND)))
                .isEqualTo(first);
        assertThat(ring.signing(SigningAlgorithm.ES256, SECOND)).isEqualTo(second);
        assertThat(ring.signing(SigningAlgorithm.ES256, THIRD.minus(A_MILLISECOND)))
                .isEqualTo(second);
        assertThat(ring.signing(SigningAlgorithm.ES256, THIRD)).isEqualTo(third);
        assertThat(ring.signing(SigningAlgorithm.ES256, THIRD.plus(Duration.ofDays(9999))))
                .isEqualTo(third);
    }

    @Test
    void the_oldest_signs_if_none_has_come_of_age() {
        assertThat(ring.signing(SigningAlgorithm.ES256, FIRST.minus(A_MILLISECOND)))
                .isEqualTo(first);
    }

    @Test
    void a_key_is_retired_30_days_after_the_next_one_took_over() {
        Instant firstEnds = SECOND.plus(Duration.ofDays(30));
        Instant secondEnds = THIRD.plus(Duration.ofDays(30));

        assertThat(ring.retired(firstEnds.minus(A_MILLISECOND))).isEmpty();
        assertThat(ring.retired(firstEnds)).containsExactly(first);
        assertThat(ring.retired(secondEnds.minus(A_MILLISECOND))).containsExactly(first);
        assertThat(ring.retired(secondEnds)).containsExactly(first, second);
    }

    @Test
    void the_youngest_key_never_retires() {
        assertThat(ring.retired(THIRD.plus(Duration.ofDays(9999)))).doesNotContain(third);
        assertThat(new KeyRing(List.of(first)).retired(Instant.MAX)).isEmpty();
    }

    @Test
    void a_key_is_found_by_the_very_header_of_its_tokens() {
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"alg\":\"ES256\",\"kid\":\"" + second.kid() + "\",\"typ\":\"JWT\"}")
                        .getBytes(StandardCharsets.US_ASCII));

        assertThat(second.headerText()).isEqualTo(header);
        assertThat(ring.withHeader(header)).contains(second);
        assertThat(ring.withHeader(header + "=")).isEmpty();
        assertThat(ring.withHeader("")).isEmpty();
        assertThat(new KeyRing(List.of(first)).withHeader(header)).isEmpty();
    }

    @Test
    void the_keys_of_one_algorithm_neither_take_over_from_nor_retire_those_of_another() {
        SigningKey rsa = store.add(SigningAlgorithm.RS256, FIRST, FIRST);
        var both = new KeyRing(List.of(rsa, first, second));

        assertThat(both.keys()).containsExactly(first, second, rsa);
        assertThat(both.algorithms()).containsExactly(SigningAlgorithm.ES256, SigningAlgorithm.RS256);
        assertThat(both.signing(SigningAlgorithm.RS256, SECOND)).isEqualTo(rsa);
        assertThat(both.signing(SigningAlgorithm.ES256, SECOND)).isEqualTo(second);
        assertThat(both.retired(Instant.MAX.minus(Duration.ofDays(1)))).containsExactly(first);
    }

    @Test
    void where_an_algorithm_has_no_key_one_of_es256_signs() {
        assertThat(ring.keys(SigningAlgorithm.EDDSA)).isEmpty();
        assertThat(ring.signing(SigningAlgorithm.EDDSA, SECOND)).isEqualTo(second);
    }

    @Test
    void a_ring_without_a_key_of_es256_is_refused() {
        SigningKey rsa = store.add(SigningAlgorithm.RS256, FIRST, FIRST);

        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRing(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRing(List.of(rsa)));
    }
}
