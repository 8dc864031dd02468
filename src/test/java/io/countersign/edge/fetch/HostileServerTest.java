package io.countersign.edge.fetch;

import static io.countersign.edge.fetch.Fetching.BYTES_MAX;
import static io.countersign.edge.fetch.Fetching.assertThatFailed;
import static io.countersign.edge.fetch.Fetching.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.edge.fetch.Fetched.Reason;
import io.countersign.testing.OutsideServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Servers that hang, trickle, flood or talk nonsense: each fetch ends within its limits, and says why.
class HostileServerTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final GuardedFetch PATIENT = Fetching.withLimits(VERTX, Fetching.PATIENT, "127.0.0.1");
    private static final GuardedFetch IMPATIENT = Fetching.withLimits(VERTX, Fetching.IMPATIENT, "127.0.0.1");

    /// Far above what an impatient fetch may take, far below what a hostile server would.
    private static final Duration SOON = Duration.ofSeconds(8);

    private static final List<String> LOOPBACK = List.of("127.0.0.1");
    private static final int TICK_MILLIS = 20;

    @AfterAll
    static void close() {
        PATIENT.close();
        IMPATIENT.close();
        VERTX.close().await();
    }

    @Test
    void a_server_that_never_answers_ends_by_time() throws Exception {
        Asked asked = Asked.never();
        try (var server = hanging("", asked)) {
            assertThatFailed(impatiently(server))
                    .isEqualTo(new Fetched.Failed(Reason.TIMEOUT, "'127.0.0.1' did not answer in time."));
            await().until(() -> asked.left().get() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc",
                "HTTP/1.1 200 OK\r\n\r\nabc"
            })
    void a_server_that_stops_in_the_middle_ends_by_time(String beginning) throws Exception {
        try (var server = hanging(beginning, Asked.never())) {
            assertThatFailed(impatiently(server), Reason.TIMEOUT);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.1 200 OK~Content-Length: 99999~~        | a
            HTTP/1.1 200 OK~Transfer-Encoding: chunked~~   | 1~a~
            HTTP/1.1 200 OK~                               | A
            ''                                             | 'HTTP/1.1 100 Continue~~'
            """)
    void a_server_that_trickles_forever_ends_by_time(String beginning, String drop) throws Exception {
        byte[] drops = lines(drop);
        try (var server = OutsideServer.that((_, out) -> {
            out.write(lines(beginning));
            while (!out.isOverAfter(TICK_MILLIS)) {
                out.write(drops);
            }
        })) {
            assertThatFailed(impatiently(server), Reason.TIMEOUT);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Transfer-Encoding: chunked | '1000~%4096~'
            Connection: close          | '%4096'
            """)
    void an_endless_body_ends_by_size(String header, String piece) throws Exception {
        byte[] pieces = lines(piece.replace("%4096", "x".repeat(4096)));
        AtomicLong sent = new AtomicLong();
        try (var server = OutsideServer.that((_, out) -> {
            out.write(OutsideServer.text("HTTP/1.1 200 OK\n" + header, ""));
            while (true) {
                out.write(pieces);
                sent.incrementAndGet();
            }
        })) {
            assertThatFailed(get(server))
                    .isEqualTo(new Fetched.Failed(Reason.TOO_LARGE, "'127.0.0.1' sends more than 100000 bytes."));
        }
        assertThat(sent.get()).isGreaterThan(BYTES_MAX / 4096 - 1);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            Content-Length,    100000, true
            Content-Length,    100001, false
            Transfer-Encoding, 100000, true
            Transfer-Encoding, 100001, false
            Connection,        100000, true
            Connection,        100001, false
            """)
    void a_body_is_as_large_as_the_caller_takes_and_no_larger(String end, int length, boolean isTaken)
            throws Exception {
        String body = "x".repeat(length);
        boolean isChunked = end.equals("Transfer-Encoding");
        String value = isChunked ? "chunked" : end.equals("Connection") ? "close" : String.valueOf(length);
        try (var server = OutsideServer.answering(
                "HTTP/1.1 200 OK\n" + end + ": " + value,
                isChunked ? Integer.toHexString(length) + "\r\n" + body + "\r\n0\r\n\r\n" : body)) {
            Fetched fetched = get(server);

            if (isTaken) {
                assertThat(text(fetched)).isEqualTo(body);
            } else {
                assertThatFailed(fetched, Reason.TOO_LARGE);
            }
        }
    }

    @Test
    void a_length_that_is_too_large_is_refused_before_anything_came() throws Exception {
        try (var server = hanging("HTTP/1.1 200 OK\r\nContent-Length: 100001\r\n\r\n", Asked.never())) {
            assertThatFailed(get(server), Reason.TOO_LARGE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK~Content-Length: 5~~abcd",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~5~abc",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~3~abc~",
                "HTTP/1.1 200 OK~Content-Le",
                "HTTP/1.1 200 OK~Content-Length: 1~Content-Length: 2~~ab",
                "HTTP/1.1 200 OK~Content-Length: -1~~",
                "HTTP/1.1 200 OK~Content-Length: 99999999999999999999~~",
                "HTTP/1.1 200 OK~Content-Length: five~~abcde",
                "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~abc~0~~",
                "HTTP/2.7 200 OK~Content-Length: 0~~",
                "HTTP/1.1 abc OK~~",
                "SSH-2.0-OpenSSH_9.2~",
                "220 mail.example ESMTP~",
                "\u0000\u0001\u0002\u0003",
                "<html>not found</html>",
                "~~~~",
                ""
            })
    void what_is_cut_off_or_no_http_is_no_answer(String answer) throws Exception {
        try (var server = OutsideServer.that((_, out) -> out.write(lines(answer)))) {
            assertThatFailed(get(server), Reason.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 %~~", "HTTP/1.1 200 OK~X: %~~", "HTTP/1.1 200 OK~%: x~~", "%"})
    void a_header_that_is_too_large_is_no_answer(String answer) throws Exception {
        try (var server =
                OutsideServer.that((_, out) -> out.write(lines(answer.replace("%", "x".repeat(64 * 1024)))))) {
            assertThatFailed(get(server))
                    .isEqualTo(new Fetched.Failed(Reason.MALFORMED, "'127.0.0.1' sends a header that is too large."));
        }
    }

    @Test
    void more_and_more_headers_are_no_answer() throws Exception {
        try (var server = OutsideServer.that((_, out) -> {
            out.write(lines("HTTP/1.1 200 OK~"));
            while (true) {
                out.write(lines("X: y~"));
            }
        })) {
            assertThatFailed(get(server), Reason.MALFORMED);
        }
    }

    @Test
    void a_second_answer_that_nobody_asked_for_is_ignored() throws Exception {
        String answer = "HTTP/1.1 200 OK~Content-Length: 1~~";
        try (var server = OutsideServer.that((_, out) -> out.write(lines(answer + "a" + answer + "b")))) {
            assertThat(text(get(server))).isEqualTo("a");
        }
    }

    @Test
    void slow_redirects_share_one_time() throws Exception {
        try (var server = OutsideServer.that((_, out) -> {
            if (!out.isOverAfter(150)) {
                out.write(lines("HTTP/1.1 302 Found~Location: /~~"));
            }
        })) {
            assertThatFailed(impatiently(server), Reason.TIMEOUT);
        }
    }

    @Test
    void a_host_that_hangs_is_asked_by_two_at_once_and_lets_other_hosts_be() throws Exception {
        var limits = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(100), 4096, 8, 2);
        Asked asked = Asked.never();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var fetch = new GuardedFetch(
                        VERTX,
                        Fetching.guard(Map.of("slow.example", LOOPBACK, "quick.example", LOOPBACK), "127.0.0.1"),
                        limits,
                        Optional.empty());
                var quick = OutsideServer.answering("HTTP/1.1 200 OK\nContent-Length: 1", "q");
                var slow = hanging("", asked)) {
            URI uri = slow.uri("slow.example", "/");
            for (int i = 0; i < 2; i++) {
                var _ = threads.submit(() -> fetch.get(uri, Freshness.NONE, BYTES_MAX));
            }
            await().until(() -> asked.came().get() == 2);

            assertThatFailed(fetch.get(uri, Freshness.NONE, BYTES_MAX), Reason.BUSY);
            assertThat(text(fetch.get(quick.uri("quick.example", "/"), Freshness.NONE, BYTES_MAX)))
                    .isEqualTo("q");
            assertThat(asked.came()).hasValue(2);
            threads.shutdownNow();
        }
    }

    /// How often a hanging server was asked, and how often it was left.
    private record Asked(AtomicInteger came, AtomicInteger left) {
        static Asked never() {
            return new Asked(new AtomicInteger(), new AtomicInteger());
        }
    }

    private static OutsideServer hanging(String beginning, Asked asked) throws IOException {
        return OutsideServer.that((_, out) -> {
            out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            asked.came().incrementAndGet();
            out.waitUntilLeft();
            asked.left().incrementAndGet();
        });
    }

    private static byte[] lines(String text) {
        return text.replace("~", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Fetched get(OutsideServer server) throws InterruptedException {
        return PATIENT.get(server.uri("/"), Freshness.NONE, BYTES_MAX);
    }

    private static Fetched impatiently(OutsideServer server) throws InterruptedException {
        long start = System.nanoTime();
        Fetched fetched = IMPATIENT.get(server.uri("/"), Freshness.NONE, BYTES_MAX);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        return fetched;
    }
}
