package io.countersign.core.revocation;

import java.security.cert.X509Certificate;
import java.util.List;

/// What is said about revocation in ASN.1; read by a library.
public interface RevocationFormats {
    /// @param bytes one CertificateList in DER or PEM
    /// @throws IllegalArgumentException if it cannot be read, or has a critical extension that is not known
    Crl crl(byte[] bytes);

    /// @param der one OCSPResponse
    /// @throws IllegalArgumentException if it cannot be read or is no successful basic response
    OcspReply ocspReply(byte[] der);

    /// Where a certificate says that its status is published; empty if it does not say.
    ///
    /// @throws IllegalArgumentException if it cannot be read
    List<DistributionPoint> distributionPoints(X509Certificate certificate);

    /// The bits of a certificate's public key, as they are hashed to name it (RFC 6960, 4.1.1).
    byte[] keyBits(X509Certificate certificate);

    /// What can be fetched from where a certificate says that its status is published: the URIs of lists, deltas among
    /// them, and of OCSP responders. Only `http` and `https`, at most [PublishedAt#URIS_MAX] of each; what cannot
    /// be read counts as absent, and the lists that would be there as missing.
    PublishedAt publishedAt(X509Certificate certificate);

    /// A request to an OCSP responder about one certificate (RFC 6960, 4.1.1).
    ///
    /// @param nonce random bytes that its answer should repeat
    /// @return in DER
    byte[] ocspRequest(X509Certificate certificate, X509Certificate issuer, byte[] nonce);
}
