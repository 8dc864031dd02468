package io.countersign.edge.http;

import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads the body of a request up to a limit, and gives up at the first byte beyond it.
final class BodyReader {
    private final HttpServerRequest request;
    private final int bytesMax;
    /// Doubles its room, where a buffer of the network library would take 4 MB more each time and copy all the rest.
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
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
        if (announcesTooMuch(request.getHeader("Content-Length"))) {
            tooLong.accept(problem());
            return;
        }
        request.handler(chunk -> {
            if (!over && read.size() + chunk.length() > bytesMax) {
                over = true;
                tooLong.accept(problem());
            } else if (!over) {
                read.writeBytes(chunk.getBytes());
            }
        });
        request.endHandler(_ -> {
            if (!over) {
                whole.accept(read.toByteArray());
            }
        });
    }

    private boolean announcesTooMuch(@Nullable String contentLength) {
        if (contentLength == null || !contentLength.matches("[0-9]{1,18}")) {
            return false;
        }
        return Long.parseLong(contentLength) > bytesMax;
    }

    private Problem problem() {
        return Problem.of(
                413,
                "general/Content Too Large",
                "The body of this request is at most " + bytesMax + " bytes.",
                "body_too_large");
    }
}
