package io.countersign.edge.http;

import io.countersign.core.trust.CertificateChain;
import io.vertx.core.http.HttpConnection;
import java.util.Optional;

/// Reads the certificates that a client showed.
@FunctionalInterface
public interface ChainSource {
    /// @param header the value of `X-Ssl-Cert-Chain`, if it was sent
    /// @return empty if the connection has no client certificate
    /// @throws Rejected if they cannot be read
    Optional<CertificateChain> read(HttpConnection connection, Optional<String> header);

    /// The problem of certificates that cannot be read.
    ///
    /// @param why one sentence
    static Rejected unreadable(String why) {
        return new Rejected(TokenProblems.chainUnreadable(why));
    }
}
