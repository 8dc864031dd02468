package io.countersign.core.trust;

import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/// What a device showed: the leaf of its handshake, whose key it has proven to hold, and a bag of certificates that may
/// help to build a path (product.md 3.2). Nothing of it is trusted yet.
public final class CertificateChain implements ShownChain {
    /// How many different certificates, the leaf included, a request may show.
    public static final int CERTIFICATES_MAX = 10;

    private final X509Certificate leaf;
    private final List<X509Certificate> candidates;

    private CertificateChain(X509Certificate leaf, List<X509Certificate> candidates) {
        this.leaf = leaf;
        this.candidates = candidates;
    }

    /// @param others in any order, with or without the leaf, duplicates allowed
    /// @throws TooLong if there are more than [#CERTIFICATES_MAX] different ones
    public static CertificateChain of(X509Certificate leaf, List<X509Certificate> others) throws TooLong {
        var different = new LinkedHashMap<X509Certificate, X509Certificate>();
        for (X509Certificate other : others) {
            if (!other.equals(leaf)) {
                different.put(other, other);
            }
        }
        if (different.size() + 1 > CERTIFICATES_MAX) {
            throw new TooLong(different.size() + 1);
        }
        return new CertificateChain(leaf, List.copyOf(different.values()));
    }

    /// The certificate of the handshake: the only identity.
    public X509Certificate leaf() {
        return leaf;
    }

    /// Everything else, each certificate once.
    public List<X509Certificate> candidates() {
        return candidates;
    }

    @Override
    public ChainDigest digest() {
        return ChainDigest.of(Stream.concat(Stream.of(leaf), candidates.stream())
                .map(Fingerprint::der)
                .toList());
    }

    @Override
    public CertificateChain read() {
        return this;
    }

    /// A request shows more certificates than we look at.
    public static final class TooLong extends Exception {
        private static final long serialVersionUID = 1L;

        TooLong(int shown) {
            super("at most " + CERTIFICATES_MAX + " different certificates may be shown, not " + shown);
        }
    }
}
