package io.countersign.edge.cli;

import io.countersign.edge.config.Setting;
import io.countersign.edge.pem.UnusableFile;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The flags of all commands that talk to a running server. A password is never an argument, which every user of the
/// machine could see.
final class Connection {
    private static final String URL_VARIABLE = "COUNTERSIGN_URL";
    private static final String CA_VARIABLE = "COUNTERSIGN_CA";
    private static final String USER_VARIABLE = "COUNTERSIGN_USER";
    private static final String PASSWORD_VARIABLE = "COUNTERSIGN_PASSWORD";
    private static final String PASSWORD_FILE_VARIABLE = "COUNTERSIGN_PASSWORD_FILE";

    private final Map<String, String> environment;

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Help help = new Help();

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The server's API. Default: COUNTERSIGN_URL, else https://localhost:8444.")
    private String url = "";

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "PEM file with the CA of the server's certificate. Default: COUNTERSIGN_CA, else tls/ca.pem in"
                            + " the data folder if it is there, else the CAs that Java trusts.")
    private String ca = "";

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The server's data folder, to find its CA. Default: COUNTERSIGN_DATA, else countersign-data.")
    private String data = "";

    @Option(
            names = "--user",
            paramLabel = "TENANT/USER",
            description = "Who asks. Default: COUNTERSIGN_USER, else management/admin.")
    private String user = "";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File with the user's password. Default: COUNTERSIGN_PASSWORD_FILE, else the password in"
                    + " COUNTERSIGN_PASSWORD, else it is asked for.")
    private String passwordFile = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean asJson;

    Connection(Map<String, String> environment) {
        this.environment = environment;
    }

    Output output() {
        return new Output(spec.commandLine().getOut(), asJson);
    }

    /// The tenant that was named, else that of the user who asks.
    String tenantOr(String named) {
        return named.isEmpty() ? user().substring(0, user().indexOf('/')) : named;
    }

    /// @throws UnusableFile if the CA file cannot be used
    Api open() throws UnusableFile {
        String credentials = user() + ":" + password();
        String base64 = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        URI base = httpsUrl(value(url, URL_VARIABLE, "https://localhost:8444"));
        return new Api(
                base,
                TlsClient.of(caFile(ca, data, environment), Optional.empty()),
                Map.of("Authorization", "Basic " + base64));
    }

    /// @throws Failure if it is no `https` URL of a host
    static URI httpsUrl(String text) {
        try {
            var uri = URI.create(text);
            if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException notAnUrl) {
            // told below
        }
        throw new Failure("--url is an https URL, such as https://localhost:8444, not '" + text + "'.");
    }

    /// Whom to trust: the file named, else that of the data folder, if it is there.
    static Optional<Path> caFile(String ca, String data, Map<String, String> environment) {
        String named = ca.isEmpty() ? environment.getOrDefault(CA_VARIABLE, "") : ca;
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        String folder =
                data.isEmpty() ? environment.getOrDefault(Setting.DATA.variable(), Setting.DATA.defaultText()) : data;
        return Optional.of(Path.of(folder, "tls", "ca.pem")).filter(Files::exists);
    }

    private String user() {
        String name = value(user, USER_VARIABLE, "management/admin");
        if (name.indexOf('/') < 1 || name.endsWith("/")) {
            throw new Failure("--user is a tenant and a user, such as management/admin, not '" + name + "'.");
        }
        return name;
    }

    private String password() {
        // a file that was named now says more than a variable that was set some time
        String file = value(passwordFile, PASSWORD_FILE_VARIABLE, "");
        if (!file.isEmpty()) {
            return secretIn(Path.of(file));
        }
        String fromVariable = environment.getOrDefault(PASSWORD_VARIABLE, "");
        return fromVariable.isEmpty() ? askForPassword() : fromVariable;
    }

    @SuppressWarnings("SystemConsoleNull") // Java 25 returns null where there is no terminal
    private String askForPassword() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw new Failure(
                    "The password of " + user() + " is missing.",
                    "",
                    "Set COUNTERSIGN_PASSWORD, or name a file with --password-file.");
        }
        char[] typed = console.readPassword("Password of %s: ", user());
        if (typed == null || typed.length == 0) {
            throw new Failure("No password was typed.");
        }
        return new String(typed);
    }

    /// The first line of a file.
    static String secretIn(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> new Failure("There is no password in " + file + "."));
        } catch (IOException | UncheckedIOException unreadable) {
            throw new Failure("The password file " + file + " cannot be read.", unreadable);
        }
    }

    private String value(String flag, String variable, String standard) {
        return flag.isEmpty() ? environment.getOrDefault(variable, standard) : flag;
    }
}
