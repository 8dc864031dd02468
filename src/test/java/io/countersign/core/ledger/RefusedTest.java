package io.countersign.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.core.ledger.RefusalLedger.Limits;
import io.countersign.core.ledger.Refused.Standing;
import io.countersign.core.ledger.Refused.What;
import io.countersign.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusedTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final What WHAT =
            new What(new TenantId("acme"), Standing.KNOWN, "pump-1", "ab", "expired", "CN=pump-1");

    @Test
    void two_of_a_kind_are_one_with_the_later_words() {
        Refused first = Refused.once(WHAT, NOON, "expired then", "aa", "192.0.2.1");
        Refused later = Refused.once(WHAT, NOON.plusSeconds(5), "expired now", "bb", "192.0.2.2");

        assertThat(first.and(later))
                .isEqualTo(new Refused(WHAT, NOON, NOON.plusSeconds(5), 2, "expired now", "bb", "192.0.2.2"));
    }

    @Test
    void texts_are_cut_to_their_limits() {
        String endless = "x".repeat(5000);
        var what = new What(WHAT.tenant(), Standing.STRANGER, endless, "", "untrusted", endless);
        Refused refused = Refused.once(what, NOON, endless, "", endless);

        assertThat(refused.what().device()).hasSize(254);
        assertThat(refused.what().certificate()).hasSize(500);
        assertThat(refused.detail()).hasSize(1000);
        assertThat(refused.source()).hasSize(64);
    }

    @Test
    void strangers_have_a_tenth_of_the_room() {
        assertThat(Limits.DEFAULT.entriesMax(Standing.KNOWN)).isEqualTo(10_000);
        assertThat(Limits.DEFAULT.entriesMax(Standing.STRANGER)).isEqualTo(1_000);
        assertThat(Limits.DEFAULT.keptFor()).isEqualTo(Duration.ofDays(30));
    }

    @ParameterizedTest
    @CsvSource({
        "9,P1D,false",
        "10,PT1H,true",
        "1000000,P3650D,true",
        "1000001,P1D,false",
        "10,PT59M,false",
        "10,P3651D,false"
    })
    void a_ledger_has_room_between_limits(int entries, Duration keptFor, boolean isAllowed) {
        if (isAllowed) {
            assertThatCode(() -> new Limits(entries, keptFor)).doesNotThrowAnyException();
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> new Limits(entries, keptFor));
        }
    }
}
