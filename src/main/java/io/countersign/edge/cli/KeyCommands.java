package io.countersign.edge.cli;

import io.countersign.edge.cli.Output.Column;
import io.countersign.edge.pem.UnusableFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `countersign key`: the keys that tokens are signed with, for the management tenant.
@Command(
        name = "key",
        description = "Lists, rotates and removes the keys that tokens are signed with.",
        synopsisSubcommandLabel = "COMMAND")
final class KeyCommands {
    @Mixin
    private Help help = new Help();

    private static final String KEYS = "/countersign/keys";

    @Command(name = "list", description = "Lists the keys: published (will sign), signing, retiring (still verifies).")
    int list(@Mixin Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            List<JsonNode> keys = new ArrayList<>();
            api.get(KEYS).path("keys").forEach(keys::add);
            connection
                    .output()
                    .list(
                            keys,
                            new Column("KID", "kid"),
                            new Column("ALGORITHM", "algorithm"),
                            new Column("STATUS", "status"),
                            new Column("PUBLISHED", "publishedAt"),
                            new Column("SIGNS FROM", "signsFrom"));
        }
        return Cli.DONE;
    }

    @Command(
            name = "remove",
            description = "Takes a key back that others may have: nothing that it signed counts any more.",
            footer = {"", "Where it signs, a new one takes its place; devices get their tokens again when they ask."})
    int remove(
            @Parameters(paramLabel = "KID", description = "As 'key list' shows it.") String kid,
            @Mixin Connection connection)
            throws UnusableFile {
        try (Api api = connection.open()) {
            api.delete(KEYS + "/" + Api.step(kid));
            connection.output().note("Removed " + kid + ".");
        }
        return Cli.DONE;
    }

    @Command(
            name = "rotate",
            description = "Publishes a new key, which signs after the notice that the server is set to.",
            footer = {
                "",
                "Tokens signed with older keys stay good until they expire. If others may have a key, 'key remove' it."
            })
    int rotate(
            @Option(
                            names = "--now",
                            description = "It signs at once. Services that keep the JWKS in a cache may refuse new"
                                    + " tokens until they read it again.")
                    boolean now,
            @Option(
                            names = "--algorithm",
                            paramLabel = "NAME",
                            defaultValue = "ES256",
                            description = "Which keys: ${DEFAULT-VALUE} if not said, RS256 or EdDSA.")
                    String algorithm,
            @Mixin Connection connection)
            throws UnusableFile {
        try (Api api = connection.open()) {
            var body = new LinkedHashMap<String, Object>();
            body.put("algorithm", algorithm);
            body.put("now", now);
            JsonNode key = api.post(KEYS + "/rotate", body);
            connection
                    .output()
                    .done(
                            key,
                            "New key for " + algorithm + " " + key.path("kid").asString("") + ", signs from "
                                    + key.path("signsFrom").asString("") + ".");
        }
        return Cli.DONE;
    }
}
