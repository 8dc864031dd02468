package io.countersign.edge.cli;

import io.countersign.edge.pem.UnusableFile;
import io.countersign.edge.pem.WholeFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The files of the demo, in `<data>/demo`. All are kept, so that the demo can run again on the same folder.
final class DemoFolder {
    private final Path folder;

    DemoFolder(Path data) {
        this.folder = data.resolve("demo");
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /// The password of a demo user: the one given, else the one kept, else a fresh one; kept from now on together with
    /// a
    /// configuration file for curl, so that it need not stand in a command line.
    ///
    /// @param user with its tenant, such as `acme/admin`
    String password(String user, Optional<String> given) throws UnusableFile {
        String tenant = user.substring(0, user.indexOf('/'));
        Path file = file(tenant + ".password");
        Optional<String> kept = Files.exists(file) ? Optional.of(Connection.secretIn(file)) : Optional.empty();
        String password = given.or(() -> kept).orElseGet(RandomPassword::draw);
        if (!kept.equals(Optional.of(password))) {
            WholeFiles.writeSecret(file, password + "\n");
        }
        WholeFiles.writeSecret(curlConfig(tenant), "user = \"" + user + ":" + escaped(password) + "\"\n");
        return password;
    }

    /// The file that `curl -K` reads the login from.
    Path curlConfig(String tenant) {
        return file(tenant + ".curl");
    }

    private static String escaped(String password) {
        return password.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
