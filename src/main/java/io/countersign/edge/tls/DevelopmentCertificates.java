package io.countersign.edge.tls;

import io.countersign.edge.pem.Authority;
import io.countersign.edge.pem.Authority.Validity;
import io.countersign.edge.pem.Identity;
import io.countersign.edge.pem.PemText;
import io.countersign.edge.pem.UnusableFile;
import io.countersign.edge.pem.WholeFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A CA and a server certificate for localhost, made where the operator gave none (product.md 2).
///
/// Four files lie in one folder: `ca.pem`, which clients trust, `server.pem` (the certificate, then the CA) and the
/// keys
/// of both. Each is replaced as a whole, keys before certificates, so a crash leaves at worst a pair that does not
/// match; whatever does not match is made anew at the next start.
public final class DevelopmentCertificates {
    /// The names that the server certificate holds.
    static final List<String> NAMES = List.of("localhost", "127.0.0.1", "::1");

    /// A server certificate with less than this left is renewed at the start.
    static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

    /// Browsers refuse server certificates that live longer than 398 days.
    private static final Duration SERVER_LIFE = Duration.ofDays(365);

    private static final Duration CA_LIFE = Duration.ofDays(3650);

    private final Path caFile;
    private final Path caKeyFile;
    private final Path serverFile;
    private final Path serverKeyFile;

    /// @param folder made if it is not there, such as `<data>/tls`
    public DevelopmentCertificates(Path folder) {
        caFile = folder.resolve("ca.pem");
        caKeyFile = folder.resolve("ca-key.pem");
        serverFile = folder.resolve("server.pem");
        serverKeyFile = folder.resolve("server-key.pem");
    }

    /// The certificate that is there, renewed or made first if need be.
    ///
    /// @throws UnusableFile if the folder or a file in it cannot be written
    public ServerCertificate prepare(Instant now) throws UnusableFile {
        Authority authority = authority(now);
        Optional<Identity> present = present(serverFile, serverKeyFile);
        Identity server = present.isPresent() && isGood(present.get(), authority, now)
                ? present.get()
                : newServer(authority, present, now);
        return ServerCertificate.of(
                server,
                List.of("DEVELOPMENT CERTIFICATE: the server shows a certificate of a CA that it made itself. Clients"
                        + " must trust " + caFile + "; for production set --tls-certificate and --tls-key."));
    }

    /// The file that clients are told to trust.
    public Path caFile() {
        return caFile;
    }

    private Authority authority(Instant now) throws UnusableFile {
        Optional<Identity> present = present(caFile, caKeyFile);
        if (present.isPresent() && outlives(present.get(), now.plus(SERVER_LIFE))) {
            return new Authority(present.get());
        }
        // A name of its own, so that a client which still trusts an older one says "unknown issuer", not "bad
        // signature".
        var suffix = new byte[4];
        new SecureRandom().nextBytes(suffix);
        var authority = Authority.root(
                "Countersign development CA " + HexFormat.of().formatHex(suffix), new Validity(now, CA_LIFE));
        WholeFiles.writeSecret(caKeyFile, PemText.of(authority.identity().key()));
        WholeFiles.write(caFile, PemText.of(authority.identity().certificate()));
        return authority;
    }

    private Identity newServer(Authority authority, Optional<Identity> present, Instant now) throws UnusableFile {
        // Renewal keeps the key: then one file changes, and no crash can part the two.
        KeyPair keys = present.map(old -> new KeyPair(old.certificate().getPublicKey(), old.key()))
                .orElseGet(Authority::newKeys);
        Identity server = authority.server(NAMES, keys, new Validity(now, SERVER_LIFE));
        if (present.isEmpty()) {
            WholeFiles.writeSecret(serverKeyFile, PemText.of(server.key()));
        }
        WholeFiles.write(serverFile, PemText.of(server.chain()));
        return server;
    }

    private static Optional<Identity> present(Path certificate, Path key) {
        if (!Files.exists(certificate) || !Files.exists(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Identity.read(certificate, key));
        } catch (UnusableFile broken) {
            // development files hold nothing that cannot be made again
            return Optional.empty();
        }
    }

    private static boolean isGood(Identity server, Authority authority, Instant now) {
        try {
            server.certificate().verify(authority.identity().certificate().getPublicKey());
        } catch (GeneralSecurityException fromAnotherAuthority) {
            return false;
        }
        return server.chain().size() > 1
                && server.chain().getLast().equals(authority.identity().certificate())
                && outlives(server, now.plus(RENEWED_BEFORE_END));
    }

    private static boolean outlives(Identity identity, Instant moment) {
        return !identity.certificate().getNotAfter().toInstant().isBefore(moment);
    }
}
