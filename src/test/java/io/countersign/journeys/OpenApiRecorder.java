package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends requests to the API and holds each request and answer against the API's document.
final class OpenApiRecorder implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String VENDOR = "application/vnd.com.nsn.cumulocity.";
    private static final Set<String> FILES = Set.of("application/pkix-crl", "application/pem-certificate-chain");
    private static final String VENDOR_PARAMETERS = "+json;ver=0.9;charset=UTF-8";

    private final OpenApiDocument document = OpenApiDocument.read();
    private final Set<String> answered = new TreeSet<>();
    private final RunningServer server;
    private final HttpClient http;

    OpenApiRecorder(RunningServer server) {
        this.server = server;
        this.http = DeviceClient.client(server, null, "TLSv1.3");
    }

    /// The operations that were answered with success, and those that are documented.
    void wasComplete() {
        assertThat(answered).containsExactlyElementsOf(document.operations().keySet());
    }

    /// Somebody who calls.
    record Login(String authorization) {
        static Login ofUser(String user, String password) {
            byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
            return new Login("Basic " + Base64.getEncoder().encodeToString(login));
        }

        static Login ofToken(String token) {
            return new Login("Bearer " + token);
        }
    }

    /// A call that is documented as `METHOD /path/{parameter}`, with its parameters in the order of the path.
    Request call(String operation, String... parameters) {
        String path = operation.substring(operation.indexOf(' ') + 1);
        for (String parameter : parameters) {
            path = path.replaceFirst("\\{[a-z]+}", parameter);
        }
        return new Request(operation, path);
    }

    /// One request.
    final class Request {
        private final String operation;
        private final String path;
        private final HttpRequest.Builder builder = HttpRequest.newBuilder().header("Accept", VENDOR + "anything+json");
        private String query = "";
        private String body = "";
        private String type = "application/json";

        private Request(String operation, String path) {
            this.operation = operation;
            this.path = path;
        }

        Request asking(String question) {
            query = "?" + question;
            return this;
        }

        Request by(Login login) {
            builder.header("Authorization", login.authorization());
            return this;
        }

        Request sending(String json) {
            body = json;
            return this;
        }

        Request sending(String text, String mediaType) {
            body = text;
            type = mediaType;
            return this;
        }

        /// Sends it, and fails unless the answer has this status and is as documented.
        HttpReply answers(int status) {
            String method = operation.substring(0, operation.indexOf(' '));
            HttpRequest request = builder.uri(URI.create("https://localhost:" + server.apiPort() + path + query))
                    .header("Content-Type", type)
                    .method(method, BodyPublishers.ofString(body))
                    .build();
            HttpReply reply = DeviceClient.exchange(http, request).expecting(status);
            if (status < 300) {
                checkRequest();
            }
            check(operation, reply);
            return reply;
        }

        private void checkRequest() {
            JsonNode schema = document.operation(operation)
                    .path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("schema");
            if (type.equals("application/json") && !body.isEmpty()) {
                document.check(operation, schema, JSON.readTree(body));
            }
        }
    }

    /// Holds an answer against the document.
    void check(String operation, HttpReply reply) {
        JsonNode response = document.response(operation, reply.status());
        response.path("headers")
                .propertyNames()
                .forEach(header -> assertThat(reply.header(header))
                        .as("%s of %s", header, operation)
                        .isPresent());
        JsonNode content = response.path("content");
        String type = reply.header("Content-Type").orElse("");
        if (content.isMissingNode()) {
            assertThat(reply.body()).as(operation).isEmpty();
        } else if (FILES.contains(type)) {
            assertThat(content.propertyNames()).as(operation).containsExactly(type);
            assertThat(reply.body()).as(operation).isNotEmpty();
        } else {
            assertThat(type).as(operation).isIn(types(operation, reply));
            document.check(
                    operation, content.valueStream().findFirst().orElseThrow().path("schema"), reply.json());
        }
        if (reply.status() < 300) {
            answered.add(operation);
        }
    }

    /// The vendor's type where the request asked for it, as all do but those of devices.
    private Set<String> types(String operation, HttpReply reply) {
        if (reply.status() >= 400) {
            return Set.of(VENDOR + "error" + VENDOR_PARAMETERS);
        }
        String plain = "application/json;charset=UTF-8";
        JsonNode vendorType = document.operation(operation).path("x-countersign-vendor-type");
        boolean isAsked = reply.response()
                .request()
                .headers()
                .firstValue("Accept")
                .filter(accept -> accept.startsWith(VENDOR))
                .isPresent();
        return Set.of(isAsked && vendorType.isString() ? VENDOR + vendorType.asString() + VENDOR_PARAMETERS : plain);
    }

    @Override
    public void close() {
        http.close();
    }
}
