package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final Changes changes = new Changes();

    @Test
    void a_change_is_counted_after_it_was_made_and_not_before() {
        var countedWhileMade = new AtomicLong(-1);

        changes.make(() -> countedWhileMade.set(changes.count()));

        assertThat(countedWhileMade).hasValue(0);
        assertThat(changes.count()).isEqualTo(1);
    }

    @Test
    void a_change_that_fails_half_way_is_counted_too() {
        assertThatIllegalStateException()
                .isThrownBy(() -> changes.make(() -> {
                    throw new IllegalStateException("half-way");
                }));

        assertThat(changes.count()).isEqualTo(1);
    }
}
