package io.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkedTextTest {
    private static final String BEGIN = "<!-- storm: begin -->\n";
    private static final String END = "<!-- storm: end -->\n";

    @Test
    void the_part_between_the_marks_is_exchanged_and_nothing_else() {
        var text = new MarkedText("# Title\n" + BEGIN + "old\n" + END + "rest\n");

        assertThat(text.with("storm", "new\n").text()).isEqualTo("# Title\n" + BEGIN + "\nnew\n\n" + END + "rest\n");
    }

    @Test
    void exchanging_it_again_leaves_no_trace_of_the_first_time() {
        var once = new MarkedText(BEGIN + END).with("storm", "new");

        assertThat(once.with("storm", "new")).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", BEGIN, END, END + BEGIN, BEGIN + END + BEGIN + END})
    void a_text_without_exactly_one_such_part_is_refused(String text) {
        assertThatThrownBy(() -> new MarkedText(text).with("storm", "new"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is not one part named storm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"comparison", "growth", "storm"})
    void the_page_has_a_part_for_each_benchmark(String name) throws IOException {
        var page = new MarkedText(Files.readString(Path.of("docs/performance.md")));

        assertThat(page.with(name, "figures").text()).contains("figures");
    }
}
