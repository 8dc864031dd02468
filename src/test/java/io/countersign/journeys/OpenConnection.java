package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.ServerAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One TLS connection, to the device port if not said otherwise, held open by hand, request after request.
final class OpenConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;
    private static final JsonMapper JSON = new JsonMapper();

    private final SSLSocket socket;
    private final InputStream in;

    private OpenConnection(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /// @param context of the device; two connections of one context may resume a session
    static OpenConnection open(ServerAddress server, SSLContext context, String tlsVersion) throws IOException {
        return open(server, context, tlsVersion, List.of());
    }

    /// @param serverNames what the device says in its handshake that it looks for
    static OpenConnection open(
            ServerAddress server, SSLContext context, String tlsVersion, List<SNIServerName> serverNames)
            throws IOException {
        return open(server.devicePort(), context, tlsVersion, serverNames);
    }

    /// A connection to the API port.
    static OpenConnection openApi(ServerAddress server, SSLContext context) throws IOException {
        return open(server.apiPort(), context, "TLSv1.3", List.of());
    }

    private static OpenConnection open(int port, SSLContext context, String tlsVersion, List<SNIServerName> serverNames)
            throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {tlsVersion});
        parameters.setServerNames(serverNames);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return new OpenConnection(socket);
    }

    /// When the TLS session began; a resumed session keeps that moment.
    long sessionCreated() {
        return socket.getSession().getCreationTime();
    }

    /// Asks for a token with these further header lines.
    Reply askForToken(String... headerLines) throws IOException {
        return askForTokenAt("localhost", headerLines);
    }

    /// Asks this host for a token, with these further header lines.
    Reply askForTokenAt(String host, String... headerLines) throws IOException {
        return send("POST /devicecontrol/deviceAccessToken HTTP/1.1", "Host: " + host, headerLines);
    }

    /// Sends a request of these lines, and no body.
    Reply send(String firstLine, String hostLine, String... headerLines) throws IOException {
        var request =
                new StringBuilder(firstLine).append("\r\n").append(hostLine).append("\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        request.append("Content-Length: 0\r\n\r\n");
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
        return read();
    }

    /// Sends the header of a request with a body of so many bytes, and no byte of it.
    ///
    /// @return the answer that comes all the same
    Reply announce(int bytes, String firstLine, String... headerLines) throws IOException {
        startBody(bytes, firstLine, headerLines);
        return read();
    }

    /// Sends the header of a request with a body of so many bytes, and no byte of it, and waits for nothing.
    void startBody(int bytes, String firstLine, String... headerLines) throws IOException {
        String header = firstLine + "\r\nHost: localhost\r\nContent-Length: " + bytes + "\r\n"
                + String.join("\r\n", headerLines) + "\r\n\r\n";
        socket.getOutputStream().write(header.getBytes(StandardCharsets.ISO_8859_1));
    }

    private Reply read() throws IOException {
        String statusLine = line();
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).strip());
            }
        }
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        return new Reply(status, new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the server closed the connection");
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /// What came back.
    record Reply(int status, String body) {
        /// The same reply, if it has this status, and this reason where it is a refusal.
        Reply expecting(int wanted, String reason) {
            assertThat(status).as("status of %s", body).isEqualTo(wanted);
            assertThat(body).contains("\"reason\":\"" + reason + "\"");
            return this;
        }

        /// Who got a token, as the token says: `tenant/device_id`.
        String owner() {
            assertThat(status).as("status of %s", body).isEqualTo(200);
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder()
                    .decode(JSON.readTree(body).path("accessToken").asString().split("\\.", -1)[1]));
            return claims.path("ten").asString() + "/" + claims.path("sub").asString();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
