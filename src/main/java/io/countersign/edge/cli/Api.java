package io.countersign.edge.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// The server's REST API (contract.md), seen from a command.
final class Api implements AutoCloseable {
    private static final ObjectMapper JSON = JsonMapper.builder().build();
    private static final Duration CONNECT_MAX = Duration.ofSeconds(10);
    private static final Duration ANSWER_MAX = Duration.ofSeconds(30);

    /// Entries of one page of a list; the server gives no more than 2000.
    private static final int PAGE_SIZE = 1000;

    private final HttpClient client;
    private final URI base;
    private final Map<String, String> headers;

    /// @param base scheme, host and port
    /// @param headers sent with every request
    Api(URI base, SSLContext tls, Map<String, String> headers) {
        this.base = base;
        this.headers = Map.copyOf(headers);
        this.client = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_MAX)
                .build();
    }

    /// A text as one step of a path.
    static String step(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode get(String path) {
        return send("GET", path, Optional.empty());
    }

    JsonNode post(String path, Map<String, Object> body) {
        return send("POST", path, Optional.of(JSON.writeValueAsString(body)));
    }

    JsonNode postNothing(String path) {
        return send("POST", path, Optional.empty());
    }

    JsonNode put(String path, Map<String, Object> body) {
        return send("PUT", path, Optional.of(JSON.writeValueAsString(body)));
    }

    void delete(String path) {
        send("DELETE", path, Optional.empty());
    }

    /// Sends a file.
    JsonNode send(String method, String path, String mediaType, byte[] file) {
        return json(request(path).header("Content-Type", mediaType).method(method, BodyPublishers.ofByteArray(file)));
    }

    /// Reads a file.
    byte[] file(String path) {
        return answered(request(path).header("Accept", "*/*").GET());
    }

    /// All entries of a paged list.
    ///
    /// @param path perhaps with parameters
    /// @param field where the entries stand in each page
    List<JsonNode> all(String path, String field) {
        String pages = path + (path.indexOf('?') < 0 ? "?" : "&") + "pageSize=" + PAGE_SIZE + "&currentPage=";
        var entries = new ArrayList<JsonNode>();
        for (int page = 1; ; page++) {
            List<JsonNode> found = new ArrayList<>();
            get(pages + page).path(field).forEach(found::add);
            entries.addAll(found);
            if (found.size() < PAGE_SIZE) {
                return entries;
            }
        }
    }

    private JsonNode send(String method, String path, Optional<String> body) {
        HttpRequest.Builder request =
                request(path).method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        body.ifPresent(_ -> request.header("Content-Type", "application/json"));
        return json(request);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(ANSWER_MAX);
        headers.forEach(request::header);
        return request;
    }

    private JsonNode json(HttpRequest.Builder request) {
        return parse(answered(request.header("Accept", "application/json")));
    }

    /// The body of an answer that is no "no".
    private byte[] answered(HttpRequest.Builder request) {
        HttpResponse<byte[]> response = exchange(request.build());
        if (response.statusCode() / 100 != 2) {
            throw Failure.ofAnswer(response.statusCode(), parse(response.body()));
        }
        return response.body();
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (ConnectException | HttpConnectTimeoutException nobody) {
            throw new Failure("Cannot connect to " + base + ".", "", "Is the server running there? See --url.");
        } catch (SSLException noTrust) {
            throw new Failure(
                    "No TLS connection with " + base + ": " + noTrust.getMessage(),
                    "",
                    "Name the CA of the server's certificate with --ca, for a development certificate"
                            + " <data>/tls/ca.pem.");
        } catch (IOException broken) {
            throw new Failure("The connection with " + base + " broke: " + broken.getMessage(), broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(stopped));
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
