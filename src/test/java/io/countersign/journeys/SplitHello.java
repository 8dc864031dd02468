package io.countersign.journeys;

import io.countersign.ServerAddress;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;

/// Stands between a client and the device port and cuts the client's first TLS record, its hello, into many small ones,
/// each sent alone; passes everything else through as it is.
final class SplitHello implements ServerAddress, AutoCloseable {
    private static final int PIECE_BYTES = 3;
    private static final int HEADER_BYTES = 5;

    private final ServerAddress server;
    private final ServerSocket entrance;

    private SplitHello(ServerAddress server, ServerSocket entrance) {
        this.server = server;
        this.entrance = entrance;
    }

    static SplitHello before(ServerAddress server) throws IOException {
        var relay = new SplitHello(server, new ServerSocket(0, 0, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(relay::serve);
        return relay;
    }

    private void serve() {
        while (!entrance.isClosed()) {
            try {
                Socket client = entrance.accept();
                Socket onward = new Socket(InetAddress.getLoopbackAddress(), server.devicePort());
                onward.setTcpNoDelay(true);
                Thread.ofVirtual().start(() -> pass(client, onward, true));
                Thread.ofVirtual().start(() -> pass(onward, client, false));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void pass(Socket from, Socket to, boolean splitsFirst) {
        try (from;
                to) {
            var in = new DataInputStream(from.getInputStream());
            if (splitsFirst) {
                split(in, to.getOutputStream());
            }
            in.transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // either side may end the connection at any time
            return;
        }
    }

    private static void split(DataInputStream in, OutputStream out) throws IOException {
        byte[] header = in.readNBytes(HEADER_BYTES - 2);
        byte[] hello = in.readNBytes(in.readUnsignedShort());
        for (int sent = 0; sent < hello.length; sent += PIECE_BYTES) {
            int length = Math.min(PIECE_BYTES, hello.length - sent);
            out.write(header);
            out.write(0);
            out.write(length);
            out.flush();
            out.write(hello, sent, length);
            out.flush();
        }
    }

    @Override
    public int devicePort() {
        return entrance.getLocalPort();
    }

    @Override
    public int apiPort() {
        return server.apiPort();
    }

    @Override
    public Path folder() {
        return server.folder();
    }

    @Override
    public X509Certificate caCertificate() {
        return server.caCertificate();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
