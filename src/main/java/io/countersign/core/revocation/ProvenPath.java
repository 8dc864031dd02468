package io.countersign.core.revocation;

import io.countersign.core.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A path whose certificates are judged, at one moment.
///
/// @param certificates from the leaf upwards, without the anchor
record ProvenPath(List<X509Certificate> certificates, TrustAnchor anchor, Instant now) {
    /// The certificates above one of the path, its issuer first, the anchor last.
    List<X509Certificate> above(int index) {
        var above = new ArrayList<>(certificates.subList(index + 1, certificates.size()));
        above.add(anchor.certificate());
        return above;
    }
}
