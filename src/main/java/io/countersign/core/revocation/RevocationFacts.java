package io.countersign.core.revocation;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// What is known about revocation at a moment, all of it in memory.
public interface RevocationFacts {
    /// The lists of this issuer, complete ones and deltas.
    List<Crl> crls(X500Principal issuer);

    /// Replies about a certificate.
    List<OcspReply> ocspReplies(X509Certificate certificate);

    /// An answer about a certificate that was judged when it came, but for its age.
    default Optional<OcspReply.Answer> believedAnswer(X509Certificate certificate, X509Certificate issuer) {
        return Optional.empty();
    }

    /// Whether the status of a certificate is published where it is looked for.
    boolean isPublished(X509Certificate certificate);

    /// Certificates of this subject that may have signed a list; none of them is trusted for being here.
    List<X509Certificate> named(X500Principal subject);
}
