package io.countersign.edge.cli;

import io.countersign.edge.pem.Identity;
import io.countersign.edge.pem.PemFiles;
import io.countersign.edge.pem.PemText;
import io.countersign.edge.pem.UnusableFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;
import tools.jackson.databind.JsonNode;

/// `countersign token`: what a device does.
@Command(name = "token", description = "Fetches tokens as a device does.", synopsisSubcommandLabel = "COMMAND")
final class TokenCommands {
    @Mixin
    private Help help = new Help();

    static final String PATH = "/devicecontrol/deviceAccessToken";
    private static final String CHAIN_HEADER = "X-Ssl-Cert-Chain";

    private final Map<String, String> environment;

    TokenCommands(Map<String, String> environment) {
        this.environment = environment;
    }

    /// What the device shows, and to whom.
    static final class Request {
        @Spec(Target.MIXEE)
        private CommandSpec spec = CommandSpec.create();

        @Mixin
        private Help help = new Help();

        @Option(
                names = "--cert",
                required = true,
                paramLabel = "FILE",
                description = "PEM file with the device's certificate; those that follow it are shown as well.")
        private Path certificate = Path.of("");

        @Option(
                names = "--key",
                required = true,
                paramLabel = "FILE",
                description = "PEM file with its private key (PKCS#8, SEC1 or PKCS#1), not encrypted.")
        private Path key = Path.of("");

        @Option(
                names = "--chain",
                paramLabel = "FILE",
                description = "PEM file with certificates to send in " + CHAIN_HEADER + ".")
        private String chain = "";

        @Option(
                names = "--url",
                paramLabel = "URL",
                description = "The server's device port. Default: https://localhost:8443.")
        private String url = "https://localhost:8443";

        @Option(
                names = "--ca",
                paramLabel = "FILE",
                description = "PEM file with the CA of the server's certificate. Default: tls/ca.pem in the data folder"
                        + " if it is there, else the CAs that Java trusts.")
        private String ca = "";

        @Option(
                names = "--data",
                paramLabel = "FOLDER",
                description = "The server's data folder, to find its CA. Default: countersign-data.")
        private String data = "";

        @Option(names = "--json", description = "Print the whole answer.")
        private boolean asJson;
    }

    @Command(
            name = "get",
            description = "Fetches a token over mutual TLS and prints it, alone on a line.",
            footer = {
                "",
                "Exit codes: 0 a token was printed; 1 refused, the reason is on standard error; 2 unknown flag.",
                "",
                "Examples:",
                "  countersign token get --cert device.pem --key device-key.pem",
                "  countersign token get --cert device.pem --key device-key.pem --chain chain.pem"
            })
    int get(@Mixin Request request) throws UnusableFile {
        JsonNode answer = fetch(
                Connection.httpsUrl(request.url),
                Connection.caFile(request.ca, request.data, environment),
                Identity.read(request.certificate, request.key),
                request.chain.isEmpty() ? Optional.empty() : Optional.of(Path.of(request.chain)));
        new Output(request.spec.commandLine().getOut(), request.asJson)
                .done(answer, answer.path("accessToken").asString(""));
        return Cli.DONE;
    }

    /// Asks for a token.
    ///
    /// @param chain file with certificates for the header
    /// @return the server's answer
    /// @throws Failure with the server's reason if it refuses
    static JsonNode fetch(URI url, Optional<Path> ca, Identity device, Optional<Path> chain) throws UnusableFile {
        Map<String, String> headers = chain.isEmpty()
                ? Map.of()
                : Map.of(CHAIN_HEADER, PemText.headerValue(PemFiles.certificates(chain.get())));
        try (var api = new Api(url, TlsClient.of(ca, Optional.of(device)), headers)) {
            return api.postNothing(PATH);
        }
    }
}
