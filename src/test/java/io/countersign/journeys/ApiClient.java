package io.countersign.journeys;

import io.countersign.RunningServer;
import io.countersign.ServerAddress;
import io.countersign.testing.TestCa;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who calls the API with one `Authorization`.
final class ApiClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    static final String TENANT_PASSWORD = "a-password-of-the-tenant";

    private final ServerAddress server;
    private final HttpClient http;
    private final String authorization;

    private ApiClient(ServerAddress server, HttpClient http, String authorization) {
        this.server = server;
        this.http = http;
        this.authorization = authorization;
    }

    static ApiClient ofOperator(ServerAddress server) {
        return withPassword(server, "management/admin", RunningServer.ADMIN_PASSWORD);
    }

    static ApiClient withPassword(ServerAddress server, String user, String password) {
        byte[] login = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return new ApiClient(
                server,
                DeviceClient.client(server, null, "TLSv1.3"),
                "Basic " + Base64.getEncoder().encodeToString(login));
    }

    static ApiClient withToken(ServerAddress server, String token) {
        return new ApiClient(server, DeviceClient.client(server, null, "TLSv1.3"), "Bearer " + token);
    }

    /// Makes a tenant and speaks for its administrator from then on.
    ApiClient createTenant(String id, String domain) {
        post(
                        "/tenant/tenants",
                        Map.of(
                                "id",
                                id,
                                "domain",
                                domain,
                                "company",
                                "The company of " + id,
                                "adminName",
                                "admin",
                                "adminPass",
                                TENANT_PASSWORD))
                .expecting(201);
        return withPassword(server, id + "/admin", TENANT_PASSWORD);
    }

    /// Uploads an anchor that registers its devices.
    HttpReply trust(String tenant, TestCa ca) {
        return trust(tenant, ca.pem(), true);
    }

    HttpReply trust(String tenant, String pem, boolean autoRegistration) {
        return post(
                "/tenant/tenants/" + tenant + "/trusted-certificates",
                Map.of("certInPemFormat", pem, "status", "ENABLED", "autoRegistrationEnabled", autoRegistration));
    }

    HttpReply setOption(String category, String key, String value) {
        return put("/tenant/options/" + category + "/" + key, Map.of("value", value));
    }

    HttpReply get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    /// A file.
    HttpResponse<byte[]> file(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("https://localhost:" + server.apiPort() + path))
                        .header("Authorization", authorization)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    HttpReply post(String path, Object body) {
        return send("POST", path, json(body));
    }

    HttpReply put(String path, Object body) {
        return send("PUT", path, json(body));
    }

    HttpReply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    private static HttpRequest.BodyPublisher json(Object body) {
        return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }

    HttpReply send(String method, String path, HttpRequest.BodyPublisher body) {
        return send(method, path, body, "Content-Type", "application/json");
    }

    HttpReply send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        return DeviceClient.exchange(
                http,
                HttpRequest.newBuilder(URI.create("https://localhost:" + server.apiPort() + path))
                        .header("Authorization", authorization)
                        .header("Accept", "application/json")
                        .headers(headers)
                        .method(method, body)
                        .build());
    }

    @Override
    public void close() {
        http.close();
    }
}
