package io.countersign.edge.http.api;

import io.countersign.edge.http.Call;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpData;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import java.io.IOException;
import java.util.Locale;

/// The file that a request brings: the part `file` of a multipart form, or the body itself where it is `text/csv`.
final class UploadedFile {
    private static final String PART = "file";

    private UploadedFile() {}

    /// @throws Rejected with 415 if the request is of another type, with 400 if the form cannot be read or has no file
    static byte[] of(Call call) {
        String type = call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/csv") || type.startsWith("text/plain")) {
            return call.body();
        }
        if (!type.startsWith("multipart/form-data")) {
            throw new Rejected(Problem.of(
                    415,
                    "general/Unsupported Media Type",
                    "The file comes as part '" + PART + "' of multipart/form-data, or as text/csv.",
                    "unsupported_type"));
        }
        return part(call);
    }

    private static byte[] part(Call call) {
        var request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(call.body()));
        request.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, call.header("Content-Type").orElse(""));
        var inMemory = new DefaultHttpDataFactory(false);
        HttpPostMultipartRequestDecoder form = null;
        try {
            form = new HttpPostMultipartRequestDecoder(inMemory, request);
            if (form.getBodyHttpData(PART) instanceof HttpData file && file.isCompleted()) {
                return file.get();
            }
        } catch (IOException | RuntimeException unreadable) {
            // the decoder meets some malformed forms with whatever its code runs into: an index, a null, a charset
            throw new Rejected(Problem.unreadable("The multipart form cannot be read."));
        } finally {
            if (form != null) {
                form.destroy();
            }
        }
        throw new Rejected(Problem.unreadable("The form has no complete part '" + PART + "'."));
    }
}
