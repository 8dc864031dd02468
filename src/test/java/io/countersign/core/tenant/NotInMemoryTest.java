package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotInMemoryTest {
    @Test
    void the_signal_costs_nothing_and_can_carry_nothing_from_one_request_to_another() {
        NotInMemory.SIGNAL.addSuppressed(new IllegalStateException("of another request"));

        assertThat(NotInMemory.SIGNAL).hasMessage("not in memory").hasNoCause();
        assertThat(NotInMemory.SIGNAL.getStackTrace()).isEmpty();
        assertThat(NotInMemory.SIGNAL.getSuppressed()).isEmpty();
    }
}
