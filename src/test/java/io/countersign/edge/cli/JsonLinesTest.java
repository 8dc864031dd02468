package io.countersign.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private final StringWriter written = new StringWriter();

    private String answersTo(InputStream in) {
        JsonLines.answer(
                in,
                new PrintWriter(written),
                json -> Map.of("n", 7 / json.path("n").asInt()));
        return written.toString();
    }

    private String answersTo(String text) {
        return answersTo(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void each_line_gets_one_line_whatever_ends_it_and_blank_ones_get_none() {
        assertThat(answersTo("{\"n\":7}\r\n \n\n{\"n\":1}")).isEqualTo("{\"n\":1}\n{\"n\":7}\n");
    }

    @Test
    void a_line_that_cannot_be_read_or_judged_is_told_and_the_next_one_answered() {
        assertThat(answersTo("{\n[1]\n{\"n\":1,\"n\":2}\n{} {}\n{\"n\":0}\n{\"n\":7}\n"))
                .contains(
                        "The line is no JSON",
                        "The line is not a JSON object.",
                        "\"reason\":\"internal\"",
                        "ArithmeticException")
                .endsWith("{\"n\":1}\n")
                .satisfies(text -> assertThat(text.lines()).hasSize(6));
    }

    @Test
    void a_line_is_answered_before_the_next_is_sent() throws IOException {
        try (var answers = new PipedInputStream();
                var out = new PrintWriter(new PipedOutputStream(answers), false, StandardCharsets.UTF_8);
                var questions = new PipedOutputStream()) {
            var in = new PipedInputStream(questions);
            Thread.ofVirtual().start(() -> JsonLines.answer(in, out, _ -> Map.of()));
            var lines = new java.io.BufferedReader(new java.io.InputStreamReader(answers, StandardCharsets.UTF_8));
            for (int i = 0; i < 3; i++) {
                questions.write("{}\n".getBytes(StandardCharsets.UTF_8));
                questions.flush();
                assertThat(lines.readLine()).isEqualTo("{}");
            }
        }
    }

    @Test
    void the_longest_line_is_read_and_a_longer_one_is_not_kept() {
        var longest = new byte[JsonLines.LINE_BYTES_MAX];
        Arrays.fill(longest, (byte) ' ');
        byte[] json = "{\"n\":7}".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(json, 0, longest, 0, json.length);

        assertThat(answersTo(new ByteArrayInputStream(longest))).isEqualTo("{\"n\":1}\n");
        assertThat(answersTo(new ByteArrayInputStream(Arrays.copyOf(longest, longest.length + 1))))
                .contains("A line has at most 8388608 bytes.");
    }

    @Test
    void an_input_that_breaks_is_a_failure() {
        var broken = new PipedInputStream(); // nobody writes into it

        assertThatThrownBy(() -> answersTo(broken)).isInstanceOf(Failure.class).hasMessageContaining("not connected");
    }
}
