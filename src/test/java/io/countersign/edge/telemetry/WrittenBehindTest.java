package io.countersign.edge.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WrittenBehindTest {
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofMillis(1);

    private final ByteArrayOutputStream target = new ByteArrayOutputStream();

    private static void line(WrittenBehind stream, String text) {
        try {
            stream.write((text + "\n").getBytes(US_ASCII));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void a_line_waits_until_it_is_flushed() throws Exception {
        var stream = new WrittenBehind(target, NEVER);
        line(stream, "one");
        line(stream, "two");
        assertThat(target.size()).isZero();

        stream.flush();
        assertThat(target.toString(US_ASCII)).isEqualTo("one\ntwo\n");
        stream.flush();
        assertThat(target.toString(US_ASCII)).isEqualTo("one\ntwo\n");
    }

    @Test
    void a_line_comes_out_by_itself_soon_and_so_does_the_next() {
        var stream = new WrittenBehind(target, SOON);
        line(stream, "one");
        Awaitility.await().until(() -> target.toString(US_ASCII).equals("one\n"));
        line(stream, "two");
        Awaitility.await().until(() -> target.toString(US_ASCII).equals("one\ntwo\n"));
    }

    @Test
    void more_than_is_gathered_is_passed_on_before_and_nothing_is_lost() throws Exception {
        var stream = new WrittenBehind(target, NEVER);
        String long_ = "x".repeat(WrittenBehind.GATHERED_MAX * 2 + 7);
        line(stream, "one");
        line(stream, long_);
        assertThat(target.size()).isPositive();

        stream.flush();
        assertThat(target.toString(US_ASCII)).isEqualTo("one\n" + long_ + "\n");
    }

    @Test
    void when_the_process_ends_nothing_waits() throws Exception {
        var stream = new WrittenBehind(target, NEVER);
        line(stream, "one");
        stream.writeThrough();
        assertThat(target.toString(US_ASCII)).isEqualTo("one\n");

        line(stream, "two");
        assertThat(target.toString(US_ASCII)).isEqualTo("one\ntwo\n");
    }

    @Test
    void every_line_of_many_threads_comes_out_once_and_in_the_order_of_its_thread() throws Exception {
        var stream = new WrittenBehind(target, SOON);
        int lines = 20_000;
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (String name : new String[] {"a", "b"}) {
                threads.execute(() -> IntStream.range(0, lines).forEach(i -> line(stream, name + i)));
            }
        }
        stream.flush();

        for (String name : new String[] {"a", "b"}) {
            assertThat(target.toString(US_ASCII).lines().filter(line -> line.startsWith(name)))
                    .containsExactlyElementsOf(
                            IntStream.range(0, lines).mapToObj(i -> name + i).toList());
        }
    }
}
