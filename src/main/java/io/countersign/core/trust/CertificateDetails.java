package io.countersign.core.trust;

import java.security.cert.X509Certificate;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/// What a certificate says in its ASN.1 and the JDK does not tell; read by a library.
public interface CertificateDetails {
    /// The key identifier that the issuer's key is said to have (RFC 5280, 4.2.1.1); empty if none is said.
    byte[] authorityKeyIdentifier(X509Certificate certificate);

    /// The key identifier that the certificate's key is said to have (RFC 5280, 4.2.1.2); empty if none is said.
    byte[] subjectKeyIdentifier(X509Certificate certificate);

    /// Whether a key identifier is a hash of the certificate's key, in one of the ways that CAs make it: SHA-1
    /// (RFC 5280, 4.2.1.2, method 1) or the first 20 bytes of SHA-256 (RFC 7093, 2, method 1).
    boolean isHashOfKey(byte[] keyIdentifier, X509Certificate certificate);

    /// How many names the certificate's name constraints permit or exclude, by kind of name: the tags of
    /// `GeneralName` (RFC 5280, 4.2.1.6 and 4.2.1.10).
    ///
    /// @throws IllegalArgumentException if they cannot be read
    Map<Integer, Long> constrainedNames(X509Certificate certificate);

    /// The encoding of a certificate with the extension certificatePolicies for any policy added
    /// (RFC 5280, 4.2.1.4). Its signature does not fit any more.
    byte[] withAnyPolicy(X509Certificate certificate);

    /// A name whose common names stand under another type of attribute, all else as it was. Equal names stay equal.
    X500Principal withoutCommonNames(X500Principal name);
}
