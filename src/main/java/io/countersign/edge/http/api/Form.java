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
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// A multipart form (RFC 7578) that a request brings.
final class Form {
    private final Call call;

    private Form(Call call) {
        this.call = call;
    }

    /// The form, if the request says that it brings one.
    static Optional<Form> of(Call call) {
        String type = call.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.startsWith("multipart/form-data") ? Optional.of(new Form(call)) : Optional.empty();
    }

    /// A text in it.
    ///
    /// @throws Rejected with 400 if the form cannot be read
    Optional<String> text(String name) {
        return part(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /// A part of it, file or text.
    ///
    /// @throws Rejected with 400 if the form cannot be read
    Optional<byte[]> part(String name) {
        var request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(call.body()));
        request.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, call.header("Content-Type").orElse(""));
        var inMemory = new DefaultHttpDataFactory(false);
        HttpPostMultipartRequestDecoder form = null;
        try {
            form = new HttpPostMultipartRequestDecoder(inMemory, request);
            return form.getBodyHttpData(name) instanceof HttpData data && data.isCompleted()
                    ? Optional.of(data.get())
                    : Optional.empty();
        } catch (IOException | RuntimeException unreadable) {
            // the decoder meets some malformed forms with whatever its code runs into: an index, a null, a charset
            throw new Rejected(Problem.unreadable("The multipart form cannot be read."));
        } finally {
            if (form != null) {
                form.destroy();
            }
        }
    }
}
