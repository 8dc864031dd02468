package io.countersign.journeys;

import io.countersign.ServerAddress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// One TLS connection to the device port, held open by hand, request after request.
final class OpenConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final SSLSocket socket;
    private final InputStream in;

    private OpenConnection(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
    }

    /// @param context of the device; two connections of one context may resume a session
    static OpenConnection open(ServerAddress server, SSLContext context, String tlsVersion) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", server.devicePort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setEnabledProtocols(new String[] {tlsVersion});
        socket.startHandshake();
        return new OpenConnection(socket);
    }

    /// When the TLS session began; a resumed session keeps that moment.
    long sessionCreated() {
        return socket.getSession().getCreationTime();
    }

    /// Asks for a token with these further header lines.
    Reply askForToken(String... headerLines) throws IOException {
        var request = new StringBuilder("POST /devicecontrol/deviceAccessToken HTTP/1.1\r\nHost: localhost\r\n");
        for (String line : headerLines) {
            request.append(line).append("\r\n");
        }
        request.append("Content-Length: 0\r\n\r\n");
        socket.getOutputStream().write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
        return read();
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
    record Reply(int status, String body) {}

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
