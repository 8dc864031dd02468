package io.countersign.edge.admission;

import static io.countersign.edge.admission.Admission.EXTRA;
import static io.countersign.edge.admission.Admission.PER_WINDOW_MAX;
import static io.countersign.edge.admission.Admission.PER_WINDOW_MIN;
import static io.countersign.edge.admission.Admission.WAIT_MAX;
import static io.countersign.edge.admission.Admission.WINDOW;
import static io.countersign.edge.admission.KnownOrigins.STRANGERS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many new connections are let in while more come than can be served.
class AdmissionTest {
    private static final long TOO_LONG = WAIT_MAX.toNanos() + 1;

    private final Admission admission = new Admission();
    private long now;

    /// Goes on to the next window, in which so many strangers come.
    ///
    /// @return how many were let in
    private int window(int coming) {
        now += WINDOW.toNanos();
        return come(STRANGERS, coming);
    }

    private int come(int share, int coming) {
        int letIn = 0;
        for (int i = 0; i < coming; i++) {
            letIn += admission.admits(now + i, share) ? 1 : 0;
        }
        return letIn;
    }

    private void serve(int count, long waited) {
        for (int i = 0; i < count; i++) {
            admission.served(waited);
        }
    }

    @Test
    void all_are_let_in_as_long_as_nobody_waits() {
        for (int i = 0; i < 5; i++) {
            assertThat(window(20_000)).isEqualTo(20_000);
            serve(20_000, WAIT_MAX.toNanos());
        }
        assertThat(admission.isLimited()).isFalse();
    }

    @Test
    void one_window_of_waiting_changes_nothing() {
        window(100);
        serve(100, TOO_LONG);
        assertThat(window(100)).isEqualTo(100);
        serve(100, 1);
        assertThat(window(100)).isEqualTo(100);
        serve(100, TOO_LONG);

        assertThat(window(100)).isEqualTo(100);
        assertThat(admission.isLimited()).isFalse();
    }

    /// The second column is how many are let in after two windows of waiting.
    @ParameterizedTest
    @CsvSource({"1000, 500", "100, 50", "21, 10", "20, 10", "19, 10", "1, 10"})
    void from_the_second_window_on_half_as_many_are_let_in_as_were_served(int served, int letIn) {
        window(2_000);
        serve(served, TOO_LONG);
        window(2_000);
        serve(served, TOO_LONG);

        assertThat(window(2_000)).isEqualTo(letIn);
        assertThat(admission.isLimited()).isTrue();
    }

    @Test
    void loops_that_get_round_to_nobody_are_late_too() {
        window(50);
        window(50);

        assertThat(window(50)).isEqualTo(PER_WINDOW_MIN);
    }

    @Test
    void the_limit_grows_by_a_quarter_in_each_window_without_waiting_until_it_is_gone() {
        window(500);
        serve(80, TOO_LONG);
        window(500);
        serve(80, TOO_LONG);
        assertThat(window(500)).isEqualTo(40);
        serve(40, 1);
        assertThat(window(500)).isEqualTo(51);
        serve(51, 1);
        assertThat(window(500)).isEqualTo(64);

        int windows = 0;
        while (admission.isLimited()) {
            serve(1, 1);
            window(1);
            windows++;
        }

        assertThat(windows).isLessThan(25);
        assertThat(window(2 * PER_WINDOW_MAX)).isEqualTo(2 * PER_WINDOW_MAX);
    }

    @Test
    void the_storm_of_one_tenant_leaves_the_others_their_share() {
        window(2_000);
        come(1, 8);
        serve(80, TOO_LONG);
        window(2_000);
        come(1, 8);
        serve(80, TOO_LONG);

        assertThat(window(2_000)).isEqualTo(32);
        assertThat(come(1, 8)).isEqualTo(8);
    }

    /// Nobody counted on them, so they come on top; but a crowd of them is no way round the limit.
    @Test
    void of_those_who_did_not_come_before_a_few_are_let_in_besides() {
        window(2_000);
        serve(80, TOO_LONG);
        window(2_000);
        serve(80, TOO_LONG);
        assertThat(window(2_000)).isEqualTo(40);

        assertThat(come(1, 1)).isOne();
        int others = 0;
        for (int share = 2; share < 100; share++) {
            others += come(share, 1);
        }
        assertThat(others).isEqualTo(40 / EXTRA - 1);
    }
}
