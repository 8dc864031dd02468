package io.countersign.edge.tls;

import io.countersign.edge.pem.Identity;
import io.countersign.edge.pem.PemText;
import io.countersign.edge.pem.UnusableFile;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// What the server shows in its handshakes.
///
/// @param chainPem the certificate first, then what it was issued under
/// @param keyPem its private key as PKCS#8, not encrypted
/// @param keyKind `EC` or `RSA`, as the JDK calls it
/// @param notices what the operator must be told at the start, one line each
public record ServerCertificate(String chainPem, String keyPem, String keyKind, List<String> notices) {
    private static final String RSA = "RSA";

    public ServerCertificate {
        notices = List.copyOf(notices);
    }

    /// Reads a certificate and its key from PEM files. One that is not valid now is taken, with a notice: devices that
    /// do
    /// not look at it can still be served, and a server that is down helps nobody.
    ///
    /// @throws UnusableFile if a file cannot be read or the two do not belong together
    public static ServerCertificate read(Path certificateFile, Path keyFile, Instant now) throws UnusableFile {
        var identity = Identity.read(certificateFile, keyFile);
        return of(identity, validityNotices(identity.certificate(), certificateFile, now));
    }

    /// Reads the second certificate of a server, which is for clients that take none of the kind of the first.
    ///
    /// @param first what is shown to all others
    /// @throws UnusableFile if a file cannot be read, the two do not belong together, the key is no RSA key, or the
    ///     first has one already
    public static ServerCertificate readRsa(Path certificateFile, Path keyFile, ServerCertificate first, Instant now)
            throws UnusableFile {
        ServerCertificate second = read(certificateFile, keyFile, now);
        if (!second.keyKind.equals(RSA)) {
            throw new UnusableFile("The key in " + keyFile + " is no RSA key but " + second.keyKind
                    + ": a second server certificate has an RSA key.");
        }
        if (first.keyKind.equals(RSA)) {
            throw new UnusableFile("The first server certificate has an RSA key as well: then the one in "
                    + certificateFile + " would never be shown.");
        }
        return second;
    }

    static ServerCertificate of(Identity identity, List<String> notices) {
        return new ServerCertificate(
                PemText.of(identity.chain()),
                PemText.of(identity.key()),
                identity.key().getAlgorithm(),
                notices);
    }

    private static List<String> validityNotices(X509Certificate certificate, Path file, Instant now) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (now.isAfter(until)) {
            return List.of("The server certificate in " + file + " expired on " + until
                    + ": clients that check it will refuse to connect.");
        }
        if (now.isBefore(from)) {
            return List.of("The server certificate in " + file + " is valid only from " + from
                    + " on: clients that check it will refuse to connect.");
        }
        return List.of();
    }

    /// Leaves the private key out.
    @Override
    public String toString() {
        return "ServerCertificate" + notices;
    }
}
