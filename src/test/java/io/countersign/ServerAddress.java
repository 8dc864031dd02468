package io.countersign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;

/// Where a server on this machine answers, and whose certificates it shows.
public interface ServerAddress {
    /// The data folder.
    Path folder();

    int devicePort();

    int apiPort();

    /// The CA that the server's certificate was issued under.
    default X509Certificate caCertificate() {
        try (var file = Files.newInputStream(folder().resolve("tls").resolve("ca.pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (CertificateException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
