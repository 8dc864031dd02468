package io.countersign.edge.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the body of a request up to a limit, and gives up at the first byte beyond it.
final class BodyReader {
    /// How much room is made at first for a long body.
    private static final int FIRST_ROOM = 64 * 1024;

    private final HttpServerRequest request;
    private final int bytesMax;
    private byte[] room = new byte[0];
    private int length;
    private boolean over;

    private BodyReader(HttpServerRequest request, int bytesMax) {
        this.request = request;
        this.bytesMax = bytesMax;
    }

    /// @param whole gets the body once it is there
    /// @param tooLong gets the answer if it is longer than the limit
    static void read(HttpServerRequest request, int bytesMax, Consumer<byte[]> whole, Consumer<Problem> tooLong) {
        new BodyReader(request, bytesMax).read(whole, tooLong);
    }

    private void read(Consumer<byte[]> whole, Consumer<Problem> tooLong) {
        long announced = announced(request.getHeader("Content-Length"));
        if (announced > bytesMax) {
            tooLong.accept(problem());
            return;
        }
        request.handler(chunk -> {
            if (!over && length + chunk.length() > bytesMax) {
                over = true;
                tooLong.accept(problem());
            } else if (!over) {
                take(chunk, (int) announced);
            }
        });
        request.endHandler(_ -> {
            if (!over) {
                whole.accept(length == room.length ? room : Arrays.copyOf(room, length));
            }
        });
    }

    /// Whoever announces much gets room for it once something of it is there: a long body is never copied, which would
    /// hold up all others on its event loop. Else the room doubles.
    private void take(Buffer chunk, int announced) {
        int needed = length + chunk.length();
        if (needed > room.length) {
            int wanted = needed > FIRST_ROOM || announced <= FIRST_ROOM ? announced : FIRST_ROOM;
            room = Arrays.copyOf(room, Math.max(Math.max(needed, wanted), Math.min(2 * length, bytesMax)));
        }
        chunk.getBytes(room, length);
        length = needed;
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
