package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotInMemoryTest {
    @Test
    void the_signal_costs_nothing_and_collects_nothing() {
        NotInMemory.SIGNAL.addSuppressed(new IllegalStateException("left out"));

        assertThat(NotInMemory.SIGNAL).hasMessage("not in memory");
        assertThat(NotInMemory.SIGNAL.getStackTrace()).isEmpty();
        assertThat(NotInMemory.SIGNAL.getSuppressed()).isEmpty();
    }
}
