package io.countersign.core.revocation;

import io.countersign.core.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// A path whose certificates are judged, at one moment.
///
/// @param certificates from the leaf upwards, without the anchor
record ProvenPath(List<X509Certificate> certificates, TrustAnchor anchor, Instant now) {
    /// The certificate that stands above another of the path.
    X509Certificate issuerAt(int index) {
        return index + 1 < certificates.size() ? certificates.get(index + 1) : anchor.certificate();
    }
}
