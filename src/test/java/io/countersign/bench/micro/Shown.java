package io.countersign.bench.micro;

import io.countersign.core.trust.CertificateChain;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;

/// What the devices of a fleet show, one after the other and over again, in bytes as they come from the network.
///
/// The JDK keeps its last 750 parsed certificates together with the outcome of their signature check: there are more
/// than that, so that none is found there.
final class Shown {
    private final List<List<byte[]>> chains;
    private final CertificateFactory factory;
    private int next;

    private Shown(List<List<byte[]>> chains) {
        this.chains = chains;
        this.factory = factory();
    }

    /// The certificates of all PEM files of a folder, in the order of their names.
    static Shown in(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return new Shown(files.sorted().map(Shown::certificatesOf).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<byte[]> certificatesOf(Path file) {
        try {
            String pem = Files.readString(file);
            String certificates = pem.substring(0, pem.indexOf("-----BEGIN PRIVATE KEY"));
            return factory()
                    .generateCertificates(new ByteArrayInputStream(certificates.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(certificate -> bytesOf((X509Certificate) certificate))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] bytesOf(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static CertificateFactory factory() {
        try {
            return CertificateFactory.getInstance("X.509");
        } catch (CertificateException impossible) {
            throw new IllegalStateException("every Java platform has X.509", impossible);
        }
    }

    int size() {
        return chains.size();
    }

    /// The next device's chain, parsed as it is for a handshake.
    CertificateChain next() {
        List<byte[]> chain = chains.get(next);
        next = (next + 1) % chains.size();
        try {
            return CertificateChain.of(
                    parsed(chain.getFirst()),
                    chain.stream().skip(1).map(this::parsed).toList());
        } catch (CertificateChain.TooLong impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private X509Certificate parsed(byte[] der) {
        try {
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
