package io.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.bench.Comparison.Case;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private final String markdown = new Report(
                    new Medians(List.of(MediansTest.round(2_000, 1_000), MediansTest.round(2_000, 1_400))))
            .markdown();

    @Test
    void a_row_tells_cost_and_ratio_without_and_with_the_JIT_compiler() {
        assertThat(markdown.lines())
                .contains("| full, TLS 1.3 | 2000 | 1080 (1200) | 0.54 (0.60) | 1080 (1200) | 0.54 (0.60) |");
    }

    @Test
    void a_row_tells_latency_memory_and_how_many_answers_there_were() {
        assertThat(markdown.lines()).contains("| keepalive, TLS 1.2 | nginx | 1.00 / 2.50 | – | 2 | 20 |");
    }

    @Test
    void only_the_shape_that_resumes_tells_how_often_it_did() {
        assertThat(markdown.lines())
                .contains("| resume, TLS 1.3 | Countersign, new token | 1.00 / 2.50 | 100 % | 1 | 20 |");
    }

    @Test
    void every_way_to_ask_has_a_row_in_both_tables() {
        for (Case way : Case.ALL) {
            assertThat(markdown.lines().filter(line -> line.startsWith("| " + way + " |")))
                    .hasSize(4);
        }
    }
}
