package io.countersign.edge.fetch;

import static io.countersign.edge.fetch.Fetching.BYTES_MAX;
import static io.countersign.edge.fetch.Fetching.assertThatFailed;
import static io.countersign.edge.fetch.Fetching.text;
import static io.countersign.edge.fetch.Fetching.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.edge.fetch.Fetched.Reason;
import io.countersign.testing.OutsideServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is asked of servers that mean well, and what becomes of their answers.
class GuardedFetchTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final GuardedFetch FETCH = Fetching.withLimits(VERTX, Fetching.PATIENT, "127.0.0.1/32", "::1");

    private static final Freshness KNOWN =
            new Freshness(Optional.of("\"v1\""), Optional.of("Mon, 15 Jun 2026 12:00:00 GMT"));

    @AfterAll
    static void close() {
        FETCH.close();
        VERTX.close().await();
    }

    @Test
    void an_answer_comes_whole_with_what_the_next_fetch_needs() throws Exception {
        try (var server = OutsideServer.answering("""
                HTTP/1.1 200 OK
                Content-Length: 3
                ETag: "v2"
                Last-Modified: Mon, 15 Jun 2026 12:00:00 GMT
                Cache-Control: public, Max-Age=600, no-transform
                Age: 100""", "crl")) {
            Fetched fetched = get(server.uri("/a/b%20c.crl?x=1&y=%2F"));

            assertThat(text(fetched)).isEqualTo("crl");
            assertThat(whole(fetched).freshness())
                    .isEqualTo(new Freshness(Optional.of("\"v2\""), KNOWN.lastModified()));
            assertThat(server.requests())
                    .singleElement()
                    .asString()
                    .startsWith("GET /a/b%20c.crl?x=1&y=%2F HTTP/1.1\r\n");
        }
    }

    @Test
    void a_request_tells_no_more_than_it_must() throws Exception {
        try (var server = OutsideServer.answering("HTTP/1.1 200 OK\nContent-Length: 0\nSet-Cookie: a=b", "")) {
            get(server.uri(""));
            get(server.uri("?q#fragment"));

            assertThat(server.requests().getFirst().lines())
                    .containsExactlyInAnyOrder(
                            "GET / HTTP/1.1",
                            "host: 127.0.0.1:" + server.port(),
                            "connection: close",
                            "User-Agent: Countersign",
                            "");
            assertThat(server.requests().getLast().lines())
                    .contains("GET /?q HTTP/1.1")
                    .noneMatch(line -> line.startsWith("cookie"))
                    .hasSize(5);
        }
    }

    @Test
    void a_question_is_posted_with_its_type() throws Exception {
        try (var server = OutsideServer.answering("HTTP/1.1 200 OK\nContent-Length: 4", "good")) {
            byte[] question = "question".getBytes(StandardCharsets.US_ASCII);

            Fetched fetched =
                    FETCH.post(server.uri("/ocsp"), "application/ocsp-request", question, GuardedFetch.OCSP_BYTES_MAX);

            assertThat(text(fetched)).isEqualTo("good");
            assertThat(server.requests().getFirst())
                    .startsWith("POST /ocsp HTTP/1.1\r\n")
                    .contains("Content-Type: application/ocsp-request\r\n", "content-length: 8\r\n")
                    .endsWith("\r\n\r\nquestion");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Transfer-Encoding: chunked | 3;x=y~abc~2~de~0~Trailer: t~~
            Connection: close          | abcde
            Content-Length: 5          | abcde
            Content-Encoding: identity | abcde
            """)
    void a_body_may_end_in_any_way_that_http_knows(String header, String body) throws Exception {
        String sent = body.replace("~", "\r\n");
        try (var server = OutsideServer.answering("HTTP/1.1 200 OK\n" + header, sent)) {
            assertThat(text(get(server.uri("/")))).isEqualTo("abcde");
        }
    }

    @Test
    void a_large_answer_comes_as_it_was_sent() throws Exception {
        byte[] large = new byte[300_001];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i % 251);
        }
        try (var server = OutsideServer.that((_, out) -> {
            out.write(OutsideServer.text("HTTP/1.1 200 OK\nContent-Length: 300001", ""));
            out.write(large);
        })) {
            assertThat(whole(FETCH.get(server.uri("/"), Freshness.NONE, large.length))
                            .bytes())
                    .isEqualTo(large);
        }
    }

    @Test
    void a_copy_that_is_known_is_not_sent_again() throws Exception {
        try (var server = OutsideServer.answering("HTTP/1.1 304 Not Modified\nCache-Control: max-age=60", "")) {
            Fetched fetched = FETCH.get(server.uri("/"), KNOWN, BYTES_MAX);

            assertThat(fetched).isEqualTo(new Fetched.Unchanged(new Freshness(KNOWN.etag(), KNOWN.lastModified())));
            assertThat(server.requests().getFirst())
                    .contains("If-None-Match: \"v1\"\r\n")
                    .contains("If-Modified-Since: Mon, 15 Jun 2026 12:00:00 GMT\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 300, 304, 305, 400, 404, 418, 500, 503, 999})
    void any_other_status_is_no_answer(int status) throws Exception {
        try (var server = OutsideServer.answering("HTTP/1.1 " + status + " Whatever\nContent-Length: 0", "")) {
            assertThatFailed(get(server.uri("/")))
                    .isEqualTo(
                            new Fetched.Failed(Reason.BAD_STATUS, "'127.0.0.1' answers with status " + status + "."));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip", "deflate"})
    void nothing_compressed_is_unpacked(String encoding) throws Exception {
        try (var server =
                OutsideServer.answering("HTTP/1.1 200 OK\nContent-Length: 4\nContent-Encoding: " + encoding, "bomb")) {
            assertThatFailed(get(server.uri("/")), Reason.ENCODED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_followed(int status) throws Exception {
        try (var server = redirecting(status, "../there?x", "found")) {
            assertThat(text(get(server.uri("/a/here")))).isEqualTo("found");
            assertThat(server.requests().getLast()).startsWith("GET /there?x HTTP/1.1");
        }
    }

    @Test
    void a_question_goes_on_only_where_it_stays_a_post() throws Exception {
        byte[] question = {'q'};
        try (var lasting = redirecting(307, "/there?x", "found");
                var older = redirecting(302, "/there?x", "found")) {
            assertThat(text(FETCH.post(lasting.uri("/"), "a/b", question, BYTES_MAX)))
                    .isEqualTo("found");
            assertThat(lasting.requests().getLast())
                    .startsWith("POST /there?x HTTP/1.1")
                    .endsWith("\r\n\r\nq");
            assertThatFailed(FETCH.post(older.uri("/"), "a/b", question, BYTES_MAX), Reason.BAD_STATUS);
        }
    }

    @Test
    void the_third_redirect_is_the_last() throws Exception {
        try (var server = OutsideServer.that((request, out) -> {
            int left = Integer.parseInt(request.substring("GET /".length(), "GET /".length() + 1));
            out.write(
                    left == 0
                            ? OutsideServer.text("HTTP/1.1 200 OK\nContent-Length: 3", "end")
                            : OutsideServer.text("HTTP/1.1 302 Found\nLocation: /" + (left - 1), ""));
        })) {
            assertThat(text(get(server.uri("/3")))).isEqualTo("end");
            assertThatFailed(get(server.uri("/4")))
                    .isEqualTo(
                            new Fetched.Failed(Reason.TOO_MANY_REDIRECTS, "'127.0.0.1' redirects more than 3 times."));
            assertThat(server.requests()).hasSize(4 + 4);
        }
    }

    @Test
    void a_redirect_in_a_circle_ends() throws Exception {
        try (var server = OutsideServer.answering("HTTP/1.1 302 Found\nLocation: /", "")) {
            assertThatFailed(get(server.uri("/")), Reason.TOO_MANY_REDIRECTS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Location: http://[", "Location: /a b", "Location: %zz"})
    void a_redirect_to_no_uri_is_no_answer(String header) throws Exception {
        try (var server = OutsideServer.answering("HTTP/1.1 302 Found\nX: y\n" + header, "")) {
            assertThatFailed(get(server.uri("/")), Reason.MALFORMED);
        }
    }

    @Test
    void an_address_of_version_6_stands_in_brackets_in_the_request() throws Exception {
        try (var server = OutsideServer.everywhere(
                (_, out) -> out.write(OutsideServer.text("HTTP/1.1 200 OK\nContent-Length: 1", "6")))) {
            assertThat(text(get(server.uri("[::1]", "/")))).isEqualTo("6");
            assertThat(server.requests().getFirst())
                    .containsPattern("(?i)host: \\[0:0:0:0:0:0:0:1]:" + server.port() + "\r\n");
        }
    }

    @Test
    void nobody_listening_is_told() throws IOException, InterruptedException {
        URI uri;
        try (var server = OutsideServer.answering("", "")) {
            uri = server.uri("/");
        }

        assertThatFailed(get(uri))
                .isEqualTo(
                        new Fetched.Failed(Reason.NO_CONNECTION, "'127.0.0.1' took no connection, or broke it off."));
    }

    @Test
    void a_validator_that_could_not_go_back_is_forgotten() throws Exception {
        String tooLong = "\"" + "e".repeat(1024) + "\"";
        try (var server = OutsideServer.answering(
                "HTTP/1.1 200 OK\nContent-Length: 0\nLast-Modified: \u00e9\nCache-Control: max-age=x\nETag: " + tooLong,
                "")) {
            assertThat(whole(get(server.uri("/"))).freshness()).isEqualTo(Freshness.NONE);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Freshness(Optional.of("a\r\nb"), Optional.empty()));
    }

    @Test
    void an_event_loop_may_not_wait_for_a_fetch() {
        var fault = new AtomicReference<Throwable>();
        Future.<Void>future(done -> VERTX.runOnContext(_ -> {
                    try {
                        get(URI.create("http://127.0.0.1/"));
                    } catch (InterruptedException | RuntimeException thrown) {
                        fault.set(thrown);
                    }
                    done.complete();
                }))
                .await();

        assertThat(fault.get())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a fetch waits, so no event loop may call it");
    }

    private static OutsideServer redirecting(int status, String location, String body) throws IOException {
        return OutsideServer.that((request, out) -> out.write(
                request.contains(" /there?x ")
                        ? OutsideServer.text("HTTP/1.1 200 OK\nContent-Length: " + body.length(), body)
                        : OutsideServer.text(
                                "HTTP/1.1 " + status + " Elsewhere\nContent-Length: 0\nLocation: " + location, "")));
    }

    private static Fetched get(URI uri) throws InterruptedException {
        return FETCH.get(uri, Freshness.NONE, BYTES_MAX);
    }
}
