package io.countersign.edge.fetch;

import static io.countersign.edge.fetch.Fetching.BYTES_MAX;
import static io.countersign.edge.fetch.Fetching.assertThatFailed;
import static io.countersign.edge.fetch.Fetching.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.edge.address.AllowedDestination;
import io.countersign.edge.fetch.Fetched.Reason;
import io.countersign.testing.OutsideServer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// No URI makes the server connect to where it may not. A canary listens there; whoever reaches it shows.
class AddressGuardTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final GuardedFetch DEFAULT = new GuardedFetch(VERTX, List.of(), Fetching.PATIENT);

    @AfterAll
    static void close() {
        DEFAULT.close();
        VERTX.close().await();
    }

    /// CVE-2023-33201, CVE-2026-0636: what a certificate names must not lend its writer our place in the network.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the usual forms of this machine
            http://127.0.0.1:PORT/                          | ADDRESS_NOT_ALLOWED
            https://127.0.0.1:PORT/                         | ADDRESS_NOT_ALLOWED
            HTTP://127.0.0.1:PORT/                          | ADDRESS_NOT_ALLOWED
            http://127.255.255.254:PORT/                    | ADDRESS_NOT_ALLOWED
            http://localhost:PORT/                          | ADDRESS_NOT_ALLOWED
            http://LOCALHOST:PORT/                          | ADDRESS_NOT_ALLOWED
            http://localhost.:PORT/                         | ADDRESS_NOT_ALLOWED
            http://0.0.0.0:PORT/                            | ADDRESS_NOT_ALLOWED
            http://[::1]:PORT/                              | ADDRESS_NOT_ALLOWED
            http://[0:0:0:0:0:0:0:1]:PORT/                  | ADDRESS_NOT_ALLOWED
            http://[::]:PORT/                               | ADDRESS_NOT_ALLOWED
            # IPv4 in the form of IPv6
            http://[::ffff:127.0.0.1]:PORT/                 | ADDRESS_NOT_ALLOWED
            http://[::ffff:7f00:1]:PORT/                    | ADDRESS_NOT_ALLOWED
            http://[::127.0.0.1]:PORT/                      | ADDRESS_NOT_ALLOWED
            http://[64:ff9b::127.0.0.1]:PORT/               | ADDRESS_NOT_ALLOWED
            http://[2002:7f00:1::]:PORT/                    | ADDRESS_NOT_ALLOWED
            # odd forms
            http://2130706433:PORT/                         | BAD_URI
            http://0x7f000001:PORT/                         | BAD_URI
            http://0x7f.1:PORT/                             | BAD_URI
            http://0177.0.0.1:PORT/                         | BAD_URI
            http://127.1:PORT/                              | BAD_URI
            http://127.0.0.1.:PORT/                         | BAD_URI
            http://%31%32%37.0.0.1:PORT/                    | BAD_URI
            http://①②⑦.0.0.1:PORT/                          | BAD_URI
            http://localhost%00.example:PORT/               | BAD_URI
            http://[::1%251]:PORT/                          | BAD_URI
            http://[fe80::1%25lo]:PORT/                     | BAD_URI
            # no host, or no port
            http:///crl                                     | BAD_URI
            http:crl                                        | BAD_URI
            http://:PORT/                                   | BAD_URI
            http://127.0.0.1:0/                             | BAD_URI
            http://127.0.0.1:65536/                         | BAD_URI
            # users
            http://user@127.0.0.1:PORT/                     | USER_INFO
            http://user:secret@127.0.0.1:PORT/              | USER_INFO
            http://crl.example@127.0.0.1:PORT/              | USER_INFO
            http://@127.0.0.1:PORT/                         | USER_INFO
            http://crl.example%23@127.0.0.1:PORT/           | USER_INFO
            # other schemes
            ldap://127.0.0.1:PORT/cn=CA?certificateRevocationList | NOT_HTTP
            file:///etc/passwd                              | NOT_HTTP
            ftp://127.0.0.1:PORT/                           | NOT_HTTP
            gopher://127.0.0.1:PORT/                        | NOT_HTTP
            jar:http://127.0.0.1:PORT/a.jar!/b              | NOT_HTTP
            //127.0.0.1:PORT/                               | NOT_HTTP
            crl                                             | NOT_HTTP
            """)
    void without_an_exception_nothing_reaches_this_machine(String form, Reason reason) throws Exception {
        try (var canary = OutsideServer.everywhere((_, _) -> {})) {
            URI uri = URI.create(form.replace("PORT", String.valueOf(canary.port())));

            assertThatFailed(DEFAULT.get(uri, Freshness.NONE, BYTES_MAX), reason);
            assertThatFailed(DEFAULT.post(uri, "a/b", new byte[] {1}, BYTES_MAX), reason);
            assertThat(canary.connectionsSoFar()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "[fd00:ec2::254]",
                "[fe80::1]",
                "[ff02::1]",
                "[64:ff9b::a9fe:a9fe]"
            })
    void nor_a_private_network_or_the_metadata_service_of_a_cloud(String host) throws Exception {
        Fetched fetched = DEFAULT.get(URI.create("http://" + host + "/latest/meta-data/"), Freshness.NONE, BYTES_MAX);

        assertThatFailed(fetched, Reason.ADDRESS_NOT_ALLOWED);
    }

    @Test
    void a_name_that_mixes_public_and_other_addresses_is_refused() throws Exception {
        try (var canary = OutsideServer.everywhere((_, _) -> {});
                var fetch = fetching(Map.of("crl.example", List.of("192.31.196.1", "127.0.0.1")))) {
            assertThatFailed(fetch.get(canary.uri("crl.example", "/"), Freshness.NONE, BYTES_MAX))
                    .isEqualTo(new Fetched.Failed(
                            Reason.ADDRESS_NOT_ALLOWED,
                            "'crl.example' is not at a public address, and fetch-allow does not name it."));
            assertThat(canary.connectionsSoFar()).isZero();
        }
    }

    @Test
    void the_connection_goes_to_the_address_that_was_checked() throws Exception {
        var asked = new AtomicInteger();
        // first the address that is allowed, then one that must not matter any more
        var rebinding = new LookUps(
                _ -> List.of(InetAddress.ofLiteral(asked.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254")));
        var guard = new AddressGuard(rebinding, List.of(AllowedDestination.parse("127.0.0.1")));
        try (var server = answering("x");
                var fetch = new GuardedFetch(VERTX, guard, Fetching.PATIENT, Optional.empty())) {
            URI uri = server.uri("no-such-host.example", "/");

            assertThat(text(fetch.get(uri, Freshness.NONE, BYTES_MAX))).isEqualTo("x");
            assertThat(asked).hasValue(1);
            assertThat(server.requests().getFirst())
                    .containsIgnoringCase("\r\nHost: no-such-host.example:" + server.port() + "\r\n");
            assertThatFailed(fetch.get(uri, Freshness.NONE, BYTES_MAX), Reason.ADDRESS_NOT_ALLOWED);
        }
    }

    @Test
    void an_unknown_host_is_told() throws Exception {
        try (var fetch = fetching(Map.of("known.example", List.of("127.0.0.1")))) {
            assertThatFailed(fetch.get(URI.create("http://crl.example/"), Freshness.NONE, BYTES_MAX))
                    .isEqualTo(new Fetched.Failed(Reason.UNKNOWN_HOST, "There is no host 'crl.example'."));
        }
    }

    @Test
    void the_next_address_is_tried_if_nobody_listens_at_the_first() throws Exception {
        var names = Map.of("crl.example", List.of("127.0.0.2", "127.0.0.1"));
        try (var server = answering("x");
                var fetch = fetching(names, "127.0.0.0/8")) {
            assertThat(text(fetch.get(server.uri("crl.example", "/"), Freshness.NONE, BYTES_MAX)))
                    .isEqualTo("x");
        }
    }

    @Test
    void no_more_than_three_addresses_are_tried() throws Exception {
        var names = Map.of("crl.example", List.of("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.1"));
        try (var server = answering("x");
                var fetch = fetching(names, "127.0.0.0/8")) {
            assertThatFailed(
                    fetch.get(server.uri("crl.example", "/"), Freshness.NONE, BYTES_MAX), Reason.NO_CONNECTION);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1,           true
            127.0.0.0/8,         true
            127.0.0.1:PORT,      true
            crl.example,         true
            crl.example:PORT,    true
            127.0.0.1:1,         false
            crl.example:1,       false
            other.example,       false
            10.0.0.0/8,          false
            """)
    void the_operator_makes_exceptions_for_hosts_and_addresses(String allowed, boolean isReached) throws Exception {
        try (var server = answering("x");
                var fetch = fetching(
                        Map.of("crl.example", List.of("127.0.0.1")),
                        allowed.replace("PORT", String.valueOf(server.port())))) {
            Fetched fetched = fetch.get(server.uri("crl.example", "/"), Freshness.NONE, BYTES_MAX);

            if (isReached) {
                assertThat(text(fetched)).isEqualTo("x");
                assertThat(server.connectionsSoFar()).isOne();
            } else {
                assertThatFailed(fetched, Reason.ADDRESS_NOT_ALLOWED);
                assertThat(server.connectionsSoFar()).isZero();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/", "http://localhost:PORT/", "//[::1]:PORT/", "http://2130706433:PORT/",
                "http://user@127.0.0.1:PORT/", "https://127.0.0.1:PORT/", "file:///etc/passwd",
                        "ldap://127.0.0.1:PORT/",
                "gopher://127.0.0.1:PORT/", "http://169.254.169.254/latest/meta-data/"
            })
    void a_redirect_is_judged_as_the_first_uri_is(String location) throws Exception {
        try (var canary = OutsideServer.everywhere((_, _) -> {});
                var server = redirecting(location.replace("PORT", String.valueOf(canary.port())));
                var fetch = new GuardedFetch(
                        VERTX, List.of(AllowedDestination.parse("127.0.0.1:" + server.port())), Fetching.PATIENT)) {
            assertThatFailed(fetch.get(server.uri("/"), Freshness.NONE, BYTES_MAX))
                    .satisfies(failed -> assertThat(failed.reason()).isEqualTo(Reason.REDIRECT_NOT_ALLOWED))
                    .satisfies(failed -> assertThat(failed.detail())
                            .startsWith("'127.0.0.1' redirects to where nothing is fetched from: "));
            assertThat(server.requests()).hasSize(1);
            assertThat(canary.connectionsSoFar()).isZero();
        }
    }

    @Test
    void a_uri_has_a_limit() throws Exception {
        String longest = "http://127.0.0.1/" + "a".repeat(8 * 1024 - "http://127.0.0.1/".length());

        assertThatFailed(DEFAULT.get(URI.create(longest), Freshness.NONE, BYTES_MAX), Reason.ADDRESS_NOT_ALLOWED);
        assertThatFailed(DEFAULT.get(URI.create(longest + "a"), Freshness.NONE, BYTES_MAX), Reason.BAD_URI);
    }

    private static GuardedFetch fetching(Map<String, List<String>> names, String... allowed) {
        return new GuardedFetch(VERTX, Fetching.guard(names, allowed), Fetching.PATIENT, Optional.empty());
    }

    private static OutsideServer answering(String body) throws IOException {
        return OutsideServer.answering("HTTP/1.1 200 OK\nContent-Length: " + body.length(), body);
    }

    private static OutsideServer redirecting(String location) throws IOException {
        return OutsideServer.answering("HTTP/1.1 302 Found\nContent-Length: 0\nLocation: " + location, "");
    }
}
