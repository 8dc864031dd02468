package io.countersign.core.device;

import java.util.List;
import javax.security.auth.x500.X500Principal;

/// Reads the common names of a subject from its ASN.1, in order, each as the text it encodes.
@FunctionalInterface
public interface CommonNames {
    /// @throws IllegalArgumentException if the encoding of a name is broken
    List<String> of(X500Principal subject);
}
