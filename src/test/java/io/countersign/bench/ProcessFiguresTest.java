package io.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessFiguresTest {
    private static final String STAT =
            "4711 (a (very) odd name) S 1 4711 4711 0 -1 4194560 9 8 7 6 250 50 3 4 20 0 9 0 100 200 300";
    private static final String STATUS = """
            Name:	java
            VmPeak:	 9999999 kB
            VmHWM:	  204800 kB
            VmRSS:	  102400 kB
            """;

    @Test
    void time_and_memory_are_read_whatever_the_process_is_called() {
        assertThat(ProcessFigures.parse(STAT, STATUS)).isEqualTo(new ProcessFigures(3.0, 100, 200));
    }

    @Test
    void a_process_without_memory_is_refused() {
        assertThatThrownBy(() -> ProcessFigures.parse(STAT, "Name:\tkthreadd\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the process has no VmRSS");
    }

    @Test
    void this_process_has_used_some_of_both() throws IOException {
        var figures = ProcessFigures.of(ProcessHandle.current().pid());

        assertThat(figures.cpuSeconds()).isPositive();
        assertThat(figures.rssMib()).isPositive();
        assertThat(figures.peakMib()).isGreaterThanOrEqualTo(figures.rssMib());
    }
}
