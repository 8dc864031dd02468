package io.countersign.edge.cli;

import io.countersign.edge.cli.Output.Column;
import io.countersign.edge.pem.UnusableFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `countersign option`: the options of the tenant of the user who asks.
@Command(
        name = "option",
        description = "Reads and writes the options of a tenant (that of --user).",
        synopsisSubcommandLabel = "COMMAND")
final class OptionCommands {
    @Mixin
    private Help help = new Help();

    private static final String OPTIONS = "/tenant/options";
    private static final Column[] COLUMNS = {
        new Column("CATEGORY", "category"), new Column("KEY", "key"), new Column("VALUE", "value")
    };

    @Command(
            name = "get",
            description = "Shows one option, those of a category, or all.",
            footer = {"", "Example:", "  countersign option get oauth.internal device-token.lifespan.seconds"})
    int get(
            @Parameters(arity = "0..1", paramLabel = "CATEGORY", defaultValue = "") String category,
            @Parameters(arity = "0..1", paramLabel = "KEY", defaultValue = "") String key,
            @Mixin Connection connection)
            throws UnusableFile {
        try (Api api = connection.open()) {
            if (category.isEmpty()) {
                connection.output().list(api.all(OPTIONS, "options"), COLUMNS);
            } else if (key.isEmpty()) {
                connection.output().list(ofCategory(category, api.get(path(category))), COLUMNS);
            } else {
                JsonNode option = api.get(path(category) + "/" + Api.step(key));
                connection.output().done(option, option.path("value").asString(""));
            }
        }
        return Cli.DONE;
    }

    private static List<JsonNode> ofCategory(String category, JsonNode values) {
        var options = new ArrayList<JsonNode>();
        values.properties()
                .forEach(entry -> options.add(JsonMapper.shared()
                        .createObjectNode()
                        .put("category", category)
                        .put("key", entry.getKey())
                        .put("value", entry.getValue().asString(""))));
        return options;
    }

    /// What is set; the value is an argument, or stands in a file if it is a secret.
    static final class NewValue {
        @Parameters(index = "0", paramLabel = "CATEGORY")
        private String category = "";

        @Parameters(index = "1", paramLabel = "KEY")
        private String key = "";

        @Parameters(index = "2", arity = "0..1", paramLabel = "VALUE", description = "The value.")
        private String text = "";

        @Option(
                names = "--value-file",
                paramLabel = "FILE",
                description = "File whose first line is the value: for secrets (keys that begin with 'credentials.').")
        private String file = "";

        String value() {
            if (text.isEmpty() == file.isEmpty()) {
                throw new Failure("Give either VALUE or --value-file.");
            }
            return file.isEmpty() ? text : Connection.secretIn(Path.of(file));
        }
    }

    @Command(
            name = "set",
            description = "Sets an option.",
            footer = {
                "",
                "Examples:",
                "  countersign option set oauth.internal device-token.lifespan.seconds 900",
                "  countersign option set mail credentials.smtp --value-file smtp.password"
            })
    int set(@Mixin NewValue wanted, @Mixin Connection connection) throws UnusableFile {
        String value = wanted.value();
        try (Api api = connection.open()) {
            JsonNode option = api.put(path(wanted.category) + "/" + Api.step(wanted.key), Map.of("value", value));
            connection
                    .output()
                    .done(
                            option,
                            "Set " + wanted.category + " / " + wanted.key + " to "
                                    + option.path("value").asString("") + ".");
        }
        return Cli.DONE;
    }

    private static String path(String category) {
        return OPTIONS + "/" + Api.step(category);
    }
}
