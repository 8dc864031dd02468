package io.countersign.edge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.edge.fetch.Fetched.Reason;
import io.countersign.edge.fetch.Turns.Turn;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void a_host_has_its_places_and_all_hosts_together_have_theirs() throws Exception {
        var turns = new Turns(3, 2);

        Turn first = turns.take("a.example", AT_ONCE);
        turns.take("a.example", AT_ONCE);
        assertThatNoneIsLeft(turns, "a.example");
        turns.take("b.example", AT_ONCE);
        assertThatNoneIsLeft(turns, "b.example");
        first.close();

        turns.take("b.example", AT_ONCE).close();
        turns.take("a.example", AT_ONCE).close();
    }

    @Test
    void who_waited_in_vain_leaves_nothing_taken() throws Exception {
        var turns = new Turns(1, 1);

        Turn only = turns.take("a.example", AT_ONCE);
        for (int i = 0; i < 3; i++) {
            assertThatNoneIsLeft(turns, "a.example");
            assertThatNoneIsLeft(turns, "b.example");
        }
        only.close();

        turns.take("b.example", AT_ONCE).close();
        turns.take("a.example", AT_ONCE).close();
    }

    @Test
    void who_waits_goes_on_when_a_turn_ends() throws Exception {
        var turns = new Turns(1, 1);
        Turn first = turns.take("a.example", AT_ONCE);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var next = threads.submit(() -> turns.take("a.example", LONG));
            first.close();
            next.get(LONG.toSeconds(), TimeUnit.SECONDS).close();
        }
    }

    private static void assertThatNoneIsLeft(Turns turns, String host) {
        var busy = catchThrowableOfType(CannotFetch.class, () -> turns.take(host, AT_ONCE));
        assertThat(busy.reason()).isEqualTo(Reason.BUSY);
    }
}
