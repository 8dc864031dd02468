package io.countersign.edge.http;

import io.vertx.core.http.HttpMethod;

/// A kind of request: how it looks, who may send it, who answers.
///
/// @param path with parameters as `{name}`, as in the OpenAPI document
/// @param bodyBytesMax the longest body that is read
public record Route(HttpMethod method, String path, Access access, int bodyBytesMax, Endpoint endpoint) {
    /// The longest body of a request unless the route says otherwise.
    public static final int BODY_BYTES_MAX = 1 << 20;

    /// A route whose bodies are of the usual size.
    public static Route of(HttpMethod method, String path, Access access, Endpoint endpoint) {
        return new Route(method, path, access, BODY_BYTES_MAX, endpoint);
    }

    /// The path in the form of the router: `:name` for `{name}`.
    String pattern() {
        return path.replaceAll("\\{([A-Za-z]+)}", ":$1");
    }

    /// Whether a path is one of this route, whatever the method.
    boolean matches(String requested) {
        return requested.matches(path.replace(".", "\\.").replaceAll("\\{[A-Za-z]+}", "[^/]+"));
    }
}
