package io.countersign.core.trust;

import java.util.List;
import javax.security.auth.x500.X500Principal;

/// The trust anchors by their name: all that a path search asks for.
@FunctionalInterface
public interface NamedAnchors {
    /// All anchors, of any tenant, enabled or not, whose subject is this name.
    List<TrustAnchor> named(X500Principal subject);
}
