package io.countersign.core.trust;

import java.security.cert.X509Certificate;
import java.util.List;

/// A leaf with a proven path to one tenant's trust anchor.
///
/// Only [ChainCheck] makes one, so whoever holds it need not check again.
public final class TrustedChain {
    private final List<X509Certificate> path;
    private final TrustAnchor anchor;

    TrustedChain(List<X509Certificate> path, TrustAnchor anchor) {
        this.path = List.copyOf(path);
        this.anchor = anchor;
    }

    /// The certificate that names the device.
    public X509Certificate leaf() {
        return path.getFirst();
    }

    /// From the leaf up to, but without, the anchor; the leaf alone if it is the anchor itself.
    public List<X509Certificate> path() {
        return path;
    }

    /// Where the path ends, and with it the tenant.
    public TrustAnchor anchor() {
        return anchor;
    }
}
