package io.countersign.edge.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What an endpoint answers.
///
/// @param type the vendor type of the body (`option` for `application/vnd.com.nsn.cumulocity.option+json`), empty where
///     it is plain JSON
/// @param body written as JSON, bytes as they are; empty for none
/// @param headers beside those that every answer has
public record Answer(int status, String type, Optional<Object> body, Map<String, String> headers) {
    static final String CONTENT_TYPE = "Content-Type";

    /// 200 with a body.
    public static Answer ok(String type, Object body) {
        return new Answer(200, type, Optional.of(body), Map.of());
    }

    /// 200 with a body of plain JSON.
    public static Answer ok(Map<String, ?> body) {
        return ok("", body);
    }

    /// 200 with a file.
    public static Answer file(String mediaType, byte[] bytes) {
        return new Answer(200, "", Optional.of(bytes), Map.of(CONTENT_TYPE, mediaType));
    }

    /// 200 without a body.
    public static Answer done() {
        return new Answer(200, "", Optional.empty(), Map.of());
    }

    /// 201 with the new thing and where it stands.
    public static Answer created(String type, Object body, String location) {
        return new Answer(201, type, Optional.of(body), Map.of("Location", location));
    }

    /// 201 with a report on what was made, which stands nowhere.
    public static Answer created(String type, Object report) {
        return new Answer(201, type, Optional.of(report), Map.of());
    }

    /// 204: it is gone.
    public static Answer gone() {
        return new Answer(204, "", Optional.empty(), Map.of());
    }

    /// Whether it is a "no" that says more than a [Problem] does.
    boolean isRefusal() {
        return status >= 400;
    }

    /// The body as it goes out.
    byte[] bytes() {
        return body.map(content -> content instanceof byte[] file ? file : Json.write(content))
                .orElseGet(() -> new byte[0]);
    }

    /// The same, its body already in the form in which it goes out.
    Answer written() {
        return new Answer(status, type, body.map(_ -> bytes()), headers);
    }

    /// The same with one more header.
    public Answer with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, type, body, Map.copyOf(more));
    }
}
