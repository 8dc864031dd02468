package io.countersign.edge.cli;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.NamedAnchors;
import io.countersign.core.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// Trusted certificates that were handed to a command, as those of one tenant.
final class GivenAnchors implements NamedAnchors {
    private static final TenantId NOBODY = new TenantId("given");
    private static final int ID_DIGITS = 16;

    private final List<TrustAnchor> anchors;

    GivenAnchors(List<X509Certificate> certificates) {
        this.anchors =
                certificates.stream().distinct().map(GivenAnchors::anchor).toList();
    }

    private static TrustAnchor anchor(X509Certificate certificate) {
        var fingerprint = Fingerprint.of(certificate);
        var id = new AnchorId(fingerprint.hex().substring(0, ID_DIGITS));
        return new TrustAnchor(id, NOBODY, certificate, fingerprint, Optional.empty(), true, false);
    }

    @Override
    public List<TrustAnchor> named(X500Principal subject) {
        return anchors.stream()
                .filter(anchor -> anchor.certificate().getSubjectX500Principal().equals(subject))
                .toList();
    }
}
