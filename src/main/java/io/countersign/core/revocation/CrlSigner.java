package io.countersign.core.revocation;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;

/// The key that we sign a tenant's own revocation list with.
///
/// @param certificate names the issuer of the list; signed by the key itself, and no CA
public record CrlSigner(X509Certificate certificate, PrivateKey privateKey) {
    /// Who issues the list.
    public X500Principal name() {
        return certificate.getSubjectX500Principal();
    }

    /// Leaves the private key out.
    @Override
    public String toString() {
        return "CrlSigner[" + name().getName() + "]";
    }
}
