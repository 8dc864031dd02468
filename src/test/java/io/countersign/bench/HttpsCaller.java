package io.countersign.bench;

import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Somebody who calls a server over TLS, with a certificate or without, on a connection that stays open.
final class HttpsCaller implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final char[] NO_PASSWORD = {};

    private final HttpClient http;

    private HttpsCaller(SSLContext context) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .build();
    }

    /// @param serverRoot whom to trust
    static HttpsCaller of(X509Certificate serverRoot) {
        return new HttpsCaller(context(serverRoot, Optional.empty()));
    }

    static HttpsCaller of(X509Certificate serverRoot, TestDevice device) {
        return new HttpsCaller(context(serverRoot, Optional.of(device)));
    }

    private static SSLContext context(X509Certificate serverRoot, Optional<TestDevice> device) {
        try {
            KeyStore trusted = empty();
            trusted.setCertificateEntry("root", serverRoot);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyStore own = empty();
            if (device.isPresent()) {
                own.setKeyEntry("device", device.get().privateKey(), NO_PASSWORD, new X509Certificate[] {
                    device.get().certificate()
                });
            }
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, NO_PASSWORD);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    /// What came back.
    record Reply(int status, String body) {
        JsonNode json() {
            return JSON.readTree(body);
        }

        /// Why it was refused; empty if it was not.
        String reason() {
            return status < 300 ? "" : json().path("reason").asString("");
        }

        /// The same reply, if it is no refusal.
        Reply good(String what) {
            if (status >= 300) {
                throw new IllegalStateException(what + " was answered with " + status + ": " + body);
            }
            return this;
        }
    }

    /// What stands in `Authorization` for a user.
    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static BodyPublisher json(Map<String, Object> body) {
        return BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
    }

    Reply get(int port, String path, String authorization) {
        return send(request(port, path).header("Authorization", authorization).GET());
    }

    /// @param type of the body
    Reply post(int port, String path, String authorization, String type, BodyPublisher body) {
        return send(request(port, path)
                .header("Authorization", authorization)
                .header("Content-Type", type)
                .POST(body));
    }

    Reply put(int port, String path, String authorization, Map<String, Object> body) {
        return send(request(port, path)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .PUT(json(body)));
    }

    Reply delete(int port, String path, String authorization) {
        return send(request(port, path).header("Authorization", authorization).DELETE());
    }

    /// Shows the certificate for a token.
    Reply askForToken(int port) {
        return send(request(port, "/devicecontrol/deviceAccessToken").POST(BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                .header("Accept", "application/json")
                .timeout(PATIENCE);
    }

    private Reply send(HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException failure) {
            throw new IllegalStateException("a request was not answered: " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
