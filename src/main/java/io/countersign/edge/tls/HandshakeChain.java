package io.countersign.edge.tls;

import io.countersign.core.trust.CertificateChain;
import io.countersign.core.trust.ChainDigest;
import io.countersign.core.trust.ChainUnreadable;
import io.countersign.core.trust.ShownChain;
import java.nio.ByteBuffer;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// What a client showed: the leaf from the handshake, the rest from handshake and header.
///
/// It is gathered once for a TLS session and kept there, since devices ask again and again on one connection.
public final class HandshakeChain implements ShownChain {
    private static final String KEPT = "countersign.shown";

    /// How many bytes of certificates, and how many characters of a header, are kept with a session. A leaf and three
    /// CAs have a fifth of it; whoever shows more makes us gather it each time, and not hold it for them.
    private static final int KEPT_MAX = 16 * 1024;

    private final Collection<EncodedCertificate> certificates;
    private final ChainDigest digest;

    private HandshakeChain(Collection<EncodedCertificate> certificates) {
        this.certificates = certificates;
        List<byte[]> encodings = new ArrayList<>(certificates.size());
        for (EncodedCertificate certificate : certificates) {
            encodings.add(certificate.der());
        }
        this.digest = ChainDigest.of(encodings);
    }

    private record Kept(Optional<String> header, ShownChain chain) {}

    /// @param header the value of `X-Ssl-Cert-Chain`, if it was sent
    /// @return empty if the client has no certificate; a header alone names nobody
    /// @throws ChainUnreadable if the header cannot be taken apart
    public static Optional<ShownChain> take(SSLSession session, Optional<String> header) throws ChainUnreadable {
        if (session.getValue(KEPT) instanceof Kept kept && kept.header().equals(header)) {
            return Optional.of(kept.chain());
        }
        Map<ByteBuffer, EncodedCertificate> different = new LinkedHashMap<>();
        for (Certificate certificate : peerCertificates(session)) {
            add(new EncodedCertificate(encoded(certificate), "A certificate of the handshake"), different);
        }
        if (different.isEmpty()) {
            return Optional.empty();
        }
        if (header.isPresent()) {
            HeaderChain.split(header.get(), HeaderChain.NAME).forEach(shown -> add(shown, different));
        }
        var chain = new HandshakeChain(List.copyOf(different.values()));
        if (chain.bytes() <= KEPT_MAX && header.map(String::length).orElse(0) <= KEPT_MAX) {
            session.putValue(KEPT, new Kept(header, chain));
        }
        return Optional.of(chain);
    }

    private static void add(EncodedCertificate certificate, Map<ByteBuffer, EncodedCertificate> different) {
        different.putIfAbsent(ByteBuffer.wrap(certificate.der()), certificate);
    }

    @Override
    public ChainDigest digest() {
        return digest;
    }

    @Override
    public CertificateChain read() throws ChainUnreadable {
        List<X509Certificate> all = new ArrayList<>();
        for (EncodedCertificate certificate : certificates) {
            all.add(certificate.read());
        }
        try {
            return CertificateChain.of(all.getFirst(), all.subList(1, all.size()));
        } catch (CertificateChain.TooLong tooLong) {
            throw new ChainUnreadable(
                    "At most " + CertificateChain.CERTIFICATES_MAX + " different certificates may be shown.");
        }
    }

    private int bytes() {
        int bytes = 0;
        for (EncodedCertificate certificate : certificates) {
            bytes += certificate.der().length;
        }
        return bytes;
    }

    private static Certificate[] peerCertificates(SSLSession session) {
        try {
            return session.getPeerCertificates();
        } catch (SSLPeerUnverifiedException noCertificate) {
            return new Certificate[0];
        }
    }

    private static byte[] encoded(Certificate certificate) throws ChainUnreadable {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException unreadable) {
            throw new ChainUnreadable("A certificate of the handshake cannot be read.");
        }
    }
}
