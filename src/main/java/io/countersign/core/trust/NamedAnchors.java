package io.countersign.core.trust;

import java.util.List;
import javax.security.auth.x500.X500Principal;

/// Trust anchors and stored intermediates by their name: all that a path search asks for.
@FunctionalInterface
public interface NamedAnchors {
    /// All certificates, of any tenant and use, enabled or not, in effect or not, whose subject is this name.
    List<TrustAnchor> named(X500Principal subject);
}
