package io.countersign.edge.http;

import java.security.cert.X509Certificate;
import java.util.List;

/// Reads certificates that stand one after the other in a text, as in `X-Ssl-Cert-Chain`.
@FunctionalInterface
public interface ChainText {
    /// @param source where the text stood, for messages
    /// @return at least one
    /// @throws Rejected with 400 if they cannot be read
    List<X509Certificate> read(String text, String source);
}
