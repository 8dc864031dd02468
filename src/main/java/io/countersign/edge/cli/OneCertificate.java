package io.countersign.edge.cli;

import io.countersign.edge.pem.PemFiles;
import io.countersign.edge.pem.UnusableFile;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The flags that name one certificate: by its file, or by serial number and issuer.
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

    /// The certificate in the file, if one is named.
    ///
    /// @throws UnusableFile if it cannot be read
    /// @throws Failure if there are more, or not exactly one way to name it was taken
    Optional<X509Certificate> certificate() throws UnusableFile {
        if (serial.isEmpty() == file.isEmpty() || (!file.isEmpty() && !issuer.isEmpty())) {
            throw new Failure("Give either --certificate, or SERIAL with or without --issuer.");
        }
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

    /// Its serial number and, if it is known, its issuer, as the API names them.
    Map<String, String> named() throws UnusableFile {
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
