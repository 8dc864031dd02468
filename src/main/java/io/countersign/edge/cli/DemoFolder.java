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

    boolean has(String name) {
        return Files.exists(file(name));
    }

    /// The password of a demo user: the one kept, else the one given, else a fresh one, kept from now on together with
    /// a
    /// configuration file for curl, so that it need not stand in a command line.
    ///
    /// @param user with its tenant, such as `acme/admin`
    String password(String user, Optional<String> given) throws UnusableFile {
        String name = user.substring(0, user.indexOf('/'));
        String passwordFile = name + ".password";
        String password =
                has(passwordFile) ? Connection.secretIn(file(passwordFile)) : given.orElseGet(RandomPassword::draw);
        if (!has(passwordFile)) {
            WholeFiles.writeSecret(file(passwordFile), password + "\n");
        }
        WholeFiles.writeSecret(curlConfig(name), "user = \"" + user + ":" + escaped(password) + "\"\n");
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
