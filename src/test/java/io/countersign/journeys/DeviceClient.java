package io.countersign.journeys;

import io.countersign.ServerAddress;
import io.countersign.testing.Pem;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// A device: its certificate, its connections.
final class DeviceClient implements AutoCloseable {
    private static final char[] NO_PASSWORD = {};

    private final HttpClient http;
    private final URI tokenUrl;
    private final List<String> chainHeader;

    private DeviceClient(HttpClient http, URI tokenUrl, List<String> chainHeader) {
        this.http = http;
        this.tokenUrl = tokenUrl;
        this.chainHeader = chainHeader;
    }

    /// A device that speaks any TLS version and sends its leaf alone.
    static DeviceClient of(ServerAddress server, TestDevice device) {
        return of(server, device, "TLSv1.3");
    }

    static DeviceClient of(ServerAddress server, TestDevice device, String tlsVersion) {
        return new DeviceClient(client(server, keyManagers(device), tlsVersion), tokenUrl(server), List.of());
    }

    /// A device that sends the certificates above its own in the handshake.
    static DeviceClient withChain(ServerAddress server, TestDevice device, String tlsVersion, TestCa... above) {
        return new DeviceClient(client(server, keyManagers(device, above), tlsVersion), tokenUrl(server), List.of());
    }

    /// Somebody without a client certificate.
    static DeviceClient withoutCertificate(ServerAddress server) {
        return new DeviceClient(client(server, null, "TLSv1.3"), tokenUrl(server), List.of());
    }

    private static URI tokenUrl(ServerAddress server) {
        return URI.create("https://localhost:" + server.devicePort() + "/devicecontrol/deviceAccessToken");
    }

    /// The same device, sending these certificates in `X-Ssl-Cert-Chain`, as the vendor's documents write it.
    DeviceClient showing(X509Certificate... certificates) {
        return sendingChain(
                Stream.of(certificates).map(DeviceClient::pemOnOneLine).collect(Collectors.joining(" ")));
    }

    /// The same device, sending this text in `X-Ssl-Cert-Chain`.
    DeviceClient sendingChain(String header) {
        return new DeviceClient(http, tokenUrl, List.of("X-Ssl-Cert-Chain", header));
    }

    static String pemOnOneLine(X509Certificate certificate) {
        return Pem.of(certificate).strip().replaceAll("\\R", " ");
    }

    HttpReply askForToken() {
        return send(HttpRequest.newBuilder(tokenUrl)
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /// The token; fails if there is none.
    String token() {
        return askForToken().expecting(200).text("accessToken");
    }

    HttpReply send(HttpRequest.Builder request) {
        if (!chainHeader.isEmpty()) {
            request.headers(chainHeader.toArray(String[]::new));
        }
        return exchange(http, request.build());
    }

    static HttpReply exchange(HttpClient http, HttpRequest request) {
        try {
            return HttpReply.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static HttpClient client(ServerAddress server, KeyManager @Nullable [] keys, String tlsVersion) {
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {tlsVersion});
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context(server, keys))
                .sslParameters(parameters)
                .build();
    }

    /// What a device brings to its handshakes.
    static SSLContext context(ServerAddress server, TestDevice device, TestCa... above) {
        return context(server, keyManagers(device, above));
    }

    /// What somebody brings who has no certificate.
    static SSLContext contextWithoutKey(ServerAddress server) {
        return context(server, null);
    }

    /// What a device brings that shows these certificates, in this order.
    static SSLContext contextOf(ServerAddress server, PrivateKey key, X509Certificate... shown) {
        return context(server, new KeyManager[] {new ShownAsIs(key, shown)});
    }

    private static SSLContext context(ServerAddress server, KeyManager @Nullable [] keys) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, trusting(server.caCertificate()).getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static TrustManagerFactory trusting(X509Certificate ca) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("ca", ca);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        return trust;
    }

    static KeyManager[] keyManagers(TestDevice device, TestCa... above) {
        try {
            X509Certificate[] chain = Stream.concat(
                            Stream.of(device.certificate()), Stream.of(above).map(TestCa::certificate))
                    .toArray(X509Certificate[]::new);
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry("device", device.privateKey(), NO_PASSWORD, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            return keys.getKeyManagers();
        } catch (GeneralSecurityException | IOException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// The reason of a refusal.
    static Optional<String> reason(HttpReply reply) {
        return Optional.of(reply.text("reason")).filter(reason -> !reason.isEmpty());
    }

    @Override
    public void close() {
        http.close();
    }
}
