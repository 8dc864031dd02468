package io.countersign.core.trust;

/// What a device showed, as it came. It is read where it must be judged: who is known by the digest alone need not be
/// read again, which saves the parsing, and the memory of all that the parser makes.
public interface ShownChain {
    /// Stands for exactly these certificates.
    ChainDigest digest();

    /// The certificates, read anew each time.
    ///
    /// @throws ChainUnreadable if one of them is none, or there are too many different ones
    CertificateChain read() throws ChainUnreadable;
}
