package io.countersign.core.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RotateKeysTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration NOTICE = Duration.ofHours(24);
    private static final Duration PERIOD = Duration.ofDays(90);
    private static final Duration A_MILLISECOND = Duration.ofMillis(1);

    private final InMemorySigningKeys store = new InMemorySigningKeys();

    @Test
    void the_first_key_is_drawn_at_the_first_start_and_signs_at_once() {
        RotateKeys keys = keys();

        assertThat(store.all()).hasSize(1);
        assertThat(keys.ring().signing(SigningAlgorithm.ES256, NOW))
                .isEqualTo(store.all().getFirst());
        assertThat(keys.ring().signing(SigningAlgorithm.ES256, NOW).signsFrom()).isEqualTo(NOW);
        assertThat(keys.ring().signing(SigningAlgorithm.ES256, NOW).publishedAt())
                .isEqualTo(NOW);
    }

    @Test
    void a_later_start_draws_none() {
        SigningKey there = store.add(NOW.minus(NOTICE), NOW.minus(NOTICE));

        assertThat(keys().ring().keys()).containsExactly(there);
        assertThat(store.all()).containsExactly(there);
    }

    @Test
    void the_next_key_is_published_a_notice_before_it_signs() {
        RotateKeys keys = keys();
        SigningKey first = keys.ring().keys().getLast();
        Instant due = NOW.plus(PERIOD).minus(NOTICE);

        keys.keepYoung(due.minus(A_MILLISECOND));
        assertThat(keys.ring().keys()).containsExactly(first);

        keys.keepYoung(due);
        SigningKey second = keys.ring().keys().getLast();
        assertThat(keys.ring().keys()).containsExactly(first, second);
        assertThat(second.publishedAt()).isEqualTo(due);
        assertThat(second.signsFrom()).isEqualTo(NOW.plus(PERIOD));
        assertThat(keys.ring().signing(SigningAlgorithm.ES256, due)).isEqualTo(first);
        assertThat(keys.ring().signing(SigningAlgorithm.ES256, NOW.plus(PERIOD)))
                .isEqualTo(second);
    }

    @Test
    void a_key_that_is_published_already_is_enough() {
        RotateKeys keys = keys();
        Instant due = NOW.plus(PERIOD).minus(NOTICE);

        keys.keepYoung(due);
        keys.keepYoung(due.plus(A_MILLISECOND));
        keys.keepYoung(NOW.plus(PERIOD));

        assertThat(keys.ring().keys()).hasSize(2);
    }

    @Test
    void a_key_goes_when_its_last_token_has_ended() {
        RotateKeys keys = keys();
        SigningKey first = keys.ring().keys().getLast();
        SigningKey second = keys.rotate(SigningAlgorithm.ES256, NOW, NOTICE);
        Instant ended = NOW.plus(NOTICE).plus(Duration.ofDays(30));

        keys.keepYoung(ended.minus(A_MILLISECOND));
        assertThat(keys.ring().keys()).containsExactly(first, second);

        keys.keepYoung(ended);
        assertThat(keys.ring().keys()).containsExactly(second);
        assertThat(store.all()).containsExactly(second);
    }

    @Test
    void after_a_long_sleep_a_new_key_is_drawn_and_the_old_one_signs_until_its_notice_is_over() {
        RotateKeys keys = keys();
        SigningKey first = keys.ring().keys().getLast();
        Instant late = NOW.plus(Duration.ofDays(1000));

        keys.keepYoung(late);

        assertThat(keys.ring().signing(SigningAlgorithm.ES256, late)).isEqualTo(first);
        assertThat(keys.ring().keys().getLast().signsFrom()).isEqualTo(late.plus(NOTICE));
    }

    @Test
    void an_administrator_may_rotate_at_once() {
        RotateKeys keys = keys();

        SigningKey second = keys.rotate(SigningAlgorithm.ES256, NOW.plusSeconds(1), Duration.ZERO);

        assertThat(keys.ring().signing(SigningAlgorithm.ES256, NOW.plusSeconds(1)))
                .isEqualTo(second);
        assertThat(keys.ring().signing(SigningAlgorithm.ES256, NOW)).isNotEqualTo(second);
    }

    @Test
    void a_key_that_another_program_drew_is_seen_when_the_ring_is_looked_after() {
        RotateKeys keys = keys();
        SigningKey foreign = store.add(NOW.plusSeconds(1), NOW.plusSeconds(2));

        keys.keepYoung(NOW.plusSeconds(3));

        assertThat(keys.ring().signing(SigningAlgorithm.ES256, NOW.plusSeconds(3)))
                .isEqualTo(foreign);
    }

    @Test
    void the_first_key_of_an_algorithm_is_drawn_when_it_is_asked_for_and_no_second_one() {
        RotateKeys keys = keys();

        keys.provide(SigningAlgorithm.RS256, NOW);
        keys.provide(SigningAlgorithm.RS256, NOW);

        assertThat(keys.ring().keys(SigningAlgorithm.RS256))
                .containsExactly(keys.ring().signing(SigningAlgorithm.RS256, NOW));
        assertThat(keys.ring().signing(SigningAlgorithm.RS256, NOW).algorithm()).isEqualTo(SigningAlgorithm.RS256);
        assertThat(keys.ring().keys(SigningAlgorithm.EDDSA)).isEmpty();
        assertThat(keys.ring().keys(SigningAlgorithm.ES256)).hasSize(1);
    }

    @Test
    void the_keys_of_each_algorithm_are_kept_young_by_themselves() {
        RotateKeys keys = keys();
        Instant later = NOW.plus(Duration.ofDays(10));
        keys.provide(SigningAlgorithm.EDDSA, later);

        keys.keepYoung(NOW.plus(PERIOD));
        assertThat(keys.ring().keys(SigningAlgorithm.ES256)).hasSize(2);
        assertThat(keys.ring().keys(SigningAlgorithm.EDDSA)).hasSize(1);

        keys.keepYoung(later.plus(PERIOD).minus(NOTICE));
        assertThat(keys.ring().keys(SigningAlgorithm.ES256)).hasSize(2);
        assertThat(keys.ring().keys(SigningAlgorithm.EDDSA)).hasSize(2);
    }

    @Test
    void a_key_that_is_taken_back_is_gone_and_a_new_one_signs_at_once() {
        RotateKeys keys = keys();
        SigningKey known = keys.ring().signing(SigningAlgorithm.ES256, NOW);
        SigningKey next = keys.rotate(SigningAlgorithm.ES256, NOW, NOTICE);

        assertThat(keys.remove(known.kid(), NOW)).isTrue();

        SigningKey inItsPlace = keys.ring().signing(SigningAlgorithm.ES256, NOW);
        assertThat(inItsPlace).isNotIn(known, next);
        assertThat(inItsPlace.signsFrom()).isEqualTo(NOW);
        assertThat(keys.ring().keys()).containsExactly(inItsPlace, next);
        assertThat(keys.ring().signing(SigningAlgorithm.ES256, NOW.plus(NOTICE)))
                .isEqualTo(next);
        assertThat(store.all()).containsExactly(inItsPlace, next);
    }

    @Test
    void a_key_that_does_not_sign_leaves_no_gap() {
        RotateKeys keys = keys();
        SigningKey retiring = keys.ring().signing(SigningAlgorithm.ES256, NOW);
        SigningKey signing = keys.rotate(SigningAlgorithm.ES256, NOW.plusSeconds(1), Duration.ZERO);

        assertThat(keys.remove(retiring.kid(), NOW.plusSeconds(2))).isTrue();
        assertThat(keys.remove(retiring.kid(), NOW.plusSeconds(2))).isFalse();

        assertThat(keys.ring().keys()).containsExactly(signing);
    }

    private RotateKeys keys() {
        return new RotateKeys(store, KeySchedule.DEFAULT, NOW);
    }
}
