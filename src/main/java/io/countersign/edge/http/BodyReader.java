package io.countersign.edge.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the body of a request up to a limit, and gives up at the first byte beyond it.
final class BodyReader {
    /// How much room is made at first where [#makeRoom] made none; it doubles then.
    private static final int FIRST_ROOM = 4 * 1024;

    /// A long body comes in bursts with a pause after each, 17 MB a second at most: to decrypt it as fast as it can be
    /// sent would keep the other connections of its event loop waiting.
    private static final int BURST_BYTES = 256 * 1024;

    private static final long PAUSE_MILLIS = 15;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final int bytesMax;
    private byte[] room = new byte[0];
    private int length;
    private int burst;
    private boolean over;

    BodyReader(Vertx vertx, HttpServerRequest request, int bytesMax) {
        this.vertx = vertx;
        this.request = request;
        this.bytesMax = bytesMax;
    }

    /// @param whole gets the body once it is there
    /// @param tooLong gets the answer if it is longer than the limit
    void read(Consumer<byte[]> whole, Consumer<Problem> tooLong) {
        if (announced(request.getHeader("Content-Length")) > bytesMax) {
            tooLong.accept(problem());
            return;
        }
        request.handler(chunk -> {
            if (!over && length + chunk.length() > bytesMax) {
                over = true;
                tooLong.accept(problem());
            } else if (!over) {
                take(chunk);
                pauseAfterBurst(chunk.length());
            }
        });
        request.endHandler(_ -> {
            if (!over) {
                whole.accept(length == room.length ? room : Arrays.copyOf(room, length));
            }
        });
    }

    /// Makes room for all that is announced. Memory that nobody has used yet takes its time, so that for a long body
    /// this is to be called on a thread that may wait.
    void makeRoom() {
        long announced = announced(request.getHeader("Content-Length"));
        if (announced <= bytesMax) {
            room = new byte[(int) announced];
        }
    }

    private void take(Buffer chunk) {
        int needed = length + chunk.length();
        if (needed > room.length) {
            room = Arrays.copyOf(room, Math.max(Math.max(needed, FIRST_ROOM), Math.min(2 * length, bytesMax)));
        }
        chunk.getBytes(room, length);
        length = needed;
    }

    private void pauseAfterBurst(int more) {
        burst += more;
        if (burst >= BURST_BYTES) {
            burst = 0;
            request.pause();
            vertx.setTimer(PAUSE_MILLIS, _ -> request.resume());
        }
    }

    /// What a request says how long its body is; 0 if it does not say.
    private static long announced(@Nullable String contentLength) {
        return contentLength == null || !contentLength.matches("[0-9]{1,18}") ? 0 : Long.parseLong(contentLength);
    }

    private Problem problem() {
        return Problem.of(
                413,
                "general/Content Too Large",
                "The body of this request is at most " + bytesMax + " bytes.",
                "body_too_large");
    }
}
