package io.countersign.edge.tls;

import io.countersign.core.trust.CertificateChain;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/// What a client showed, as the core takes it: the leaf from the handshake, the rest from handshake and header.
///
/// It is read once for a TLS session and kept there, since devices ask again and again on one connection.
public final class ShownChain {
    private static final String KEPT = "countersign.shown";

    /// How many bytes of certificates, and how many characters of a header, are kept with a session. A leaf and three
    /// CAs have a fifth of it; whoever shows more makes us read it each time, and not hold it for them.
    private static final int KEPT_MAX = 16 * 1024;

    private ShownChain() {}

    private record Kept(Optional<String> header, CertificateChain chain) {}

    /// @param header the value of `X-Ssl-Cert-Chain`, if it was sent
    /// @return empty if the client has no certificate; a header alone names nobody
    /// @throws ChainUnreadable if header or certificates cannot be read, or there are too many
    public static Optional<CertificateChain> read(SSLSession session, Optional<String> header) throws ChainUnreadable {
        if (session.getValue(KEPT) instanceof Kept kept && kept.header().equals(header)) {
            return Optional.of(kept.chain());
        }
        Optional<CertificateChain> chain = parse(session, header);
        if (chain.isPresent() && isSmall(chain.get(), header)) {
            session.putValue(KEPT, new Kept(header, chain.get()));
        }
        return chain;
    }

    private static boolean isSmall(CertificateChain chain, Optional<String> header) throws ChainUnreadable {
        int bytes = encoded(chain.leaf()).length;
        for (X509Certificate candidate : chain.candidates()) {
            bytes += encoded(candidate).length;
        }
        return bytes <= KEPT_MAX && header.map(String::length).orElse(0) <= KEPT_MAX;
    }

    private static Optional<CertificateChain> parse(SSLSession session, Optional<String> header)
            throws ChainUnreadable {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate : peerCertificates(session)) {
            certificates.add(Certificates.read(encoded(certificate)));
        }
        if (certificates.isEmpty()) {
            return Optional.empty();
        }
        X509Certificate leaf = certificates.removeFirst();
        if (header.isPresent()) {
            certificates.addAll(HeaderChain.parse(header.get()));
        }
        try {
            return Optional.of(CertificateChain.of(leaf, certificates));
        } catch (CertificateChain.TooLong tooLong) {
            throw new ChainUnreadable(
                    "At most " + CertificateChain.CERTIFICATES_MAX + " different certificates may be shown.");
        }
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
