package io.countersign.edge.http;

import io.countersign.core.trust.ShownChain;
import io.vertx.core.http.HttpConnection;
import java.util.Optional;

/// Takes the certificates that a client showed.
@FunctionalInterface
public interface ChainSource {
    /// @param header the value of `X-Ssl-Cert-Chain`, if it was sent
    /// @return empty if the connection has no client certificate
    /// @throws Rejected if the header does not hold certificates one after the other, or they are too many
    Optional<ShownChain> take(HttpConnection connection, Optional<String> header);

    /// The problem of certificates that cannot be read.
    ///
    /// @param why one sentence
    static Rejected unreadable(String why) {
        return new Rejected(TokenProblems.chainUnreadable(why));
    }
}
