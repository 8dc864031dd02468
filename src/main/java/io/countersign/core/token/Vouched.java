package io.countersign.core.token;

import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.TrustedChain;
import java.util.List;

/// What a token rests on: when one of these is taken back, it dies.
///
/// @param anchor the trusted certificate
/// @param path the certificates below it, the leaf first
record Vouched(AnchorId anchor, List<CertificateRef> path) {
    static Vouched by(TrustedChain chain) {
        return new Vouched(
                chain.anchor().id(),
                CertificateRef.ofPath(chain.path(), chain.anchor().certificate()));
    }
}
