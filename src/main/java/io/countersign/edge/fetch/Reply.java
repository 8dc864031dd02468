package io.countersign.edge.fetch;

import io.countersign.edge.fetch.Fetched.Reason;
import io.vertx.core.MultiMap;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// What a host answered to one request.
final class Reply {
    private final Target target;
    private final int status;
    private final MultiMap headers;
    private final byte[] body;

    /// @param body empty unless the status is 200
    Reply(Target target, int status, MultiMap headers, byte[] body) {
        this.target = target;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    String host() {
        return target.host();
    }

    int status() {
        return status;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(String::strip);
    }

    /// Where a redirect leads to.
    ///
    /// @throws CannotFetch if it names no URI
    URI location() throws CannotFetch {
        try {
            return target.resolve(new URI(header("Location").orElse(" ")));
        } catch (URISyntaxException noUri) {
            throw new CannotFetch(Reason.MALFORMED, "'" + host() + "' redirects, but not to a URI.");
        }
    }

    byte[] body() {
        return body;
    }
}
