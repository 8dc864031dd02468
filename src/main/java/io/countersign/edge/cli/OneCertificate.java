package io.countersign.edge.cli;

import io.countersign.edge.pem.PemFiles;
import io.countersign.edge.pem.UnusableFile;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The flags that name one certificate: by its file, by its fingerprint, or by serial number and issuer.
final class OneCertificate {
    private static final int HEX = 16;

    @Parameters(arity = "0..1", paramLabel = "SERIAL", defaultValue = "", description = "Its serial number in hex.")
    private String serial = "";

    @Option(
            names = "--issuer",
            paramLabel = "NAME",
            description = "The name of who issued SERIAL, such as 'CN=Acme Issuing,O=Acme'. Default: whoever did.")
    private String issuer = "";

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            description = "PEM file with the certificate, in the place of SERIAL and --issuer.")
    private String file = "";

    @Option(
            names = "--fingerprint",
            paramLabel = "SHA256",
            description = "Its SHA-256 in hex, as 'openssl x509 -fingerprint -sha256' prints it, in the place of"
                    + " SERIAL and --issuer.")
    private String fingerprint = "";

    /// The fingerprint, if one is given.
    ///
    /// @throws Failure if not exactly one way to name the certificate was taken
    Optional<String> fingerprint() {
        long ways = Stream.of(serial, file, fingerprint)
                .filter(way -> !way.isEmpty())
                .count();
        if (ways != 1 || (serial.isEmpty() && !issuer.isEmpty())) {
            throw new Failure("Give either --certificate, or --fingerprint, or SERIAL with or without --issuer.");
        }
        return Optional.of(fingerprint).filter(text -> !text.isEmpty());
    }

    /// The certificate in the file, if one is named.
    ///
    /// @throws UnusableFile if it cannot be read
    /// @throws Failure if there are more
    Optional<X509Certificate> certificate() throws UnusableFile {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        List<X509Certificate> certificates = PemFiles.certificates(Path.of(file));
        if (certificates.size() != 1) {
            throw new Failure(
                    file + " holds " + certificates.size() + " certificates, not one.",
                    "",
                    "Put the certificate that is meant into a file of its own.");
        }
        return Optional.of(certificates.getFirst());
    }

    /// Its fingerprint, or its serial number and, if it is known, its issuer, as the API names them.
    ///
    /// @throws UnusableFile if its file cannot be read
    /// @throws Failure if not exactly one way to name it was taken
    Map<String, String> named() throws UnusableFile {
        Optional<String> given = fingerprint();
        if (given.isPresent()) {
            return Map.of("fingerprint", given.get());
        }
        Optional<X509Certificate> certificate = certificate();
        var named = new LinkedHashMap<String, String>();
        named.put(
                "serialNumber",
                certificate.map(one -> one.getSerialNumber().toString(HEX)).orElse(serial));
        String name =
                certificate.map(one -> one.getIssuerX500Principal().getName()).orElse(issuer);
        if (!name.isEmpty()) {
            named.put("issuer", name);
        }
        return named;
    }
}
