package io.countersign.edge.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.countersign.edge.pem.Authority;
import io.countersign.edge.pem.Authority.Validity;
import io.countersign.edge.pem.Identity;
import io.countersign.edge.pem.PemText;
import io.countersign.edge.pem.WholeFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/// An HTTPS server that answers what the test says and keeps what it was asked.
final class FakeServer implements AutoCloseable {
    private final HttpsServer server;
    private final Path ca;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Asked> asked = new ArrayList<>();

    private record Answer(int status, String body) {}

    /// @param chainHeader the value of `X-Ssl-Cert-Chain`
    record Asked(String line, String login, String body, Optional<String> chainHeader) {}

    private FakeServer(HttpsServer server, Path ca) {
        this.server = server;
        this.ca = ca;
    }

    /// @param folder where `tls/ca.pem` is written, as in a data folder
    static FakeServer in(Path folder) throws Exception {
        var validity = new Validity(Instant.now(), Duration.ofHours(1));
        Authority authority = Authority.root("Fake CA", validity);
        Identity identity = authority.server(List.of("localhost", "127.0.0.1"), Authority.newKeys(), validity);
        Path ca = folder.resolve("tls").resolve("ca.pem");
        WholeFiles.write(ca, PemText.of(authority.identity().certificate()));
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext tls = TlsClient.of(Optional.of(ca), Optional.of(identity));
        server.setHttpsConfigurator(new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters asking = getSSLContext().getDefaultSSLParameters();
                asking.setWantClientAuth(true);
                parameters.setSSLParameters(asking);
            }
        });
        var fake = new FakeServer(server, ca);
        server.createContext("/", fake::answer);
        server.start();
        return fake;
    }

    FakeServer answers(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = Optional.ofNullable(
                            exchange.getRequestHeaders().getFirst("Authorization"))
                    .orElse("");
            asked.add(new Asked(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    authorization.startsWith("Basic ")
                            ? new String(
                                    Base64.getDecoder().decode(authorization.substring("Basic ".length())),
                                    StandardCharsets.UTF_8)
                            : authorization,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Ssl-Cert-Chain"))));
            Answer answer = answers.remove();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    Path ca() {
        return ca;
    }

    /// The requests so far.
    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
