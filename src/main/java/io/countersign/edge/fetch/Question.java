package io.countersign.edge.fetch;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.Map;

/// What is asked of each host on the way.
///
/// @param headers beside those of every request
/// @param body may be empty
/// @param bytesMax of the answer's body
record Question(HttpMethod method, Map<String, String> headers, Buffer body, long bytesMax) {}
