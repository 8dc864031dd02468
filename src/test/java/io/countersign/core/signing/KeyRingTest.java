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
        assertThat(ring.youngest()).isEqualTo(third);
    }

    @Test
    void a_key_signs_until_the_next_one_takes_over() {
        assertThat(ring.signing(FIRST)).isEqualTo(first);
        assertThat(ring.signing(SECOND.minus(A_MILLISECOND))).isEqualTo(first);
        assertThat(ring.signing(SECOND)).isEqualTo(second);
        assertThat(ring.signing(THIRD.minus(A_MILLISECOND))).isEqualTo(second);
        assertThat(ring.signing(THIRD)).isEqualTo(third);
        assertThat(ring.signing(THIRD.plus(Duration.ofDays(9999)))).isEqualTo(third);
    }

    @Test
    void the_oldest_signs_if_none_has_come_of_age() {
        assertThat(ring.signing(FIRST.minus(A_MILLISECOND))).isEqualTo(first);
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
    void a_ring_without_keys_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeyRing(List.of()));
    }

    @Test
    void a_key_does_not_sign_before_it_is_published() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        SigningKey.of("k", first.publicKey(), first.privateKey(), FIRST, FIRST.minus(A_MILLISECOND)));
        assertThat(SigningKey.of("k", first.publicKey(), first.privateKey(), FIRST, FIRST)
                        .signsFrom())
                .isEqualTo(FIRST);
    }

    @Test
    void a_key_does_not_print_its_private_half() {
        assertThat(first).hasToString("SigningKey[" + first.kid() + "]");
    }
}
