package io.countersign.testing;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A server on loopback that sends byte by byte what the test says, be it HTTP or not.
public final class OutsideServer implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final ServerSocket listener;
    private final String scheme;
    private final Behaviour behaviour;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Integer> callers = new CopyOnWriteArrayList<>();
    private final List<String> requests = new ArrayList<>();

    /// What it does when a request has come; then the connection is closed.
    @FunctionalInterface
    public interface Behaviour {
        void answer(String request, Wire out) throws IOException, InterruptedException;
    }

    /// The way back to who asked.
    ///
    /// @param closed when the test is over
    public record Wire(InputStream in, OutputStream out, CountDownLatch closed) {
        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        /// True at the end of the test, false after this time.
        public boolean isOverAfter(int millis) throws InterruptedException {
            return closed.await(millis, TimeUnit.MILLISECONDS);
        }

        /// Returns when the other side has closed the connection.
        public void waitUntilLeft() throws IOException {
            while (in.read() >= 0) {
                // nothing more is expected
            }
        }
    }

    private OutsideServer(ServerSocket listener, String scheme, Behaviour behaviour) {
        this.listener = listener;
        this.scheme = scheme;
        this.behaviour = behaviour;
        threads.execute(this::accept);
    }

    public static OutsideServer that(Behaviour behaviour) throws IOException {
        return new OutsideServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), "http", behaviour);
    }

    /// Listens on every address of the machine.
    public static OutsideServer everywhere(Behaviour behaviour) throws IOException {
        return new OutsideServer(new ServerSocket(0, BACKLOG), "http", behaviour);
    }

    /// Speaks through a listener that the test has made, in `https`.
    public static OutsideServer withTls(ServerSocket listener, Behaviour behaviour) {
        return new OutsideServer(listener, "https", behaviour);
    }

    /// Answers every request with this text, line feeds becoming line ends of HTTP.
    public static OutsideServer answering(String head, String body) throws IOException {
        return that((_, out) -> out.write(text(head, body)));
    }

    /// Answers every request with what a test holds at that moment.
    public static OutsideServer serving(Supplier<byte[]> body) throws IOException {
        return that((_, out) -> out.write(ok(body.get())));
    }

    /// A whole answer with this body.
    public static byte[] ok(byte[] body) throws IOException {
        var whole = new ByteArrayOutputStream();
        whole.write(text("HTTP/1.1 200 OK\nContent-Length: " + body.length, ""));
        whole.write(body);
        return whole.toByteArray();
    }

    public static byte[] text(String head, String body) {
        return (head.replace("\n", "\r\n") + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                callers.add(socket.getPort());
                threads.execute(() -> serve(socket));
            } catch (IOException over) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String request = read(socket.getInputStream());
            synchronized (requests) {
                requests.add(request);
            }
            behaviour.answer(request, new Wire(socket.getInputStream(), socket.getOutputStream(), closed));
        } catch (IOException theOtherSideLeft) {
            // as some tests want it
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /// Head and, if a length is told, body.
    private static String read(InputStream in) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request came");
            }
            head.write(next);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int length = text.lines()
                .filter(line -> line.regionMatches(true, 0, "content-length:", 0, 15))
                .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
                .findFirst()
                .orElse(0);
        return text + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    }

    public URI uri(String path) {
        return uri("127.0.0.1", path);
    }

    public URI uri(String host, String path) {
        return URI.create(scheme + "://" + host + ":" + port() + path);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// The requests that came whole, as text.
    public List<String> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /// How many connections it took before one that the test makes now. They are taken in the order in which they came,
    /// so that none is overlooked.
    public int connectionsSoFar() throws IOException {
        try (var last = new Socket(InetAddress.getLoopbackAddress(), port())) {
            int ours = last.getLocalPort();
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2)).until(() -> callers.contains(ours));
            return callers.indexOf(ours);
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
        threads.shutdownNow();
    }
}
