package io.countersign.edge.cli;

import io.countersign.edge.cli.Output.Column;
import io.countersign.edge.pem.UnusableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `countersign device`: the devices of a tenant.
@Command(
        name = "device",
        description = "Lists, disables and enables devices, and ends their tokens.",
        synopsisSubcommandLabel = "COMMAND")
final class DeviceCommands {
    @Mixin
    private Help help = new Help();

    private static final String PREFIX = "device_";

    /// Which tenant, if not that of the user who asks.
    static final class Of {
        @Option(names = "--tenant", paramLabel = "TENANT", description = "Default: the tenant of --user.")
        private String tenant = "";

        String path(Connection connection) {
            return "/user/" + Api.step(connection.tenantOr(tenant)) + "/users";
        }

        String logout(Connection connection) {
            return "/user/logout/" + Api.step(connection.tenantOr(tenant)) + "/allUsers";
        }
    }

    @Command(
            name = "list",
            description = "Lists the registered devices of a tenant.",
            footer = {"", "Example:", "  countersign device list --user acme/admin"})
    int list(@Mixin Of of, @Mixin Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            List<JsonNode> devices = new ArrayList<>();
            for (JsonNode user : api.all(of.path(connection) + "?onlyDevices=true", "users")) {
                devices.add(withId(user));
            }
            connection
                    .output()
                    .list(
                            devices,
                            new Column("DEVICE", "deviceId"),
                            new Column("ENABLED", "enabled"),
                            new Column("PROVES ITSELF BY", "authenticationType"),
                            new Column("REGISTERED", "creationTime"));
        }
        return Cli.DONE;
    }

    /// The user with the id of the device, which the other commands take.
    private static JsonNode withId(JsonNode user) {
        String name = user.path("userName").asString("");
        if (user instanceof ObjectNode object && name.startsWith(PREFIX)) {
            object.put("deviceId", name.substring(PREFIX.length()));
        }
        return user;
    }

    @Command(name = "disable", description = "Refuses a device from now on, and its tokens.")
    int disable(
            @Parameters(paramLabel = "DEVICE", description = "As 'device list' shows it.") String device,
            @Mixin Of of,
            @Mixin Connection connection)
            throws UnusableFile {
        return set(of.path(connection) + "/" + Api.step(PREFIX + device), false, "Disabled " + device, connection);
    }

    @Command(name = "enable", description = "Serves a disabled device again.")
    int enable(
            @Parameters(paramLabel = "DEVICE", description = "As 'device list' shows it.") String device,
            @Mixin Of of,
            @Mixin Connection connection)
            throws UnusableFile {
        return set(of.path(connection) + "/" + Api.step(PREFIX + device), true, "Enabled " + device, connection);
    }

    @Command(
            name = "logout-all",
            description = "Ends the tokens that all devices of a tenant have at this moment.",
            footer = {"", "Devices that may have a token get a new one when they ask."})
    int logoutAll(@Mixin Of of, @Mixin Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            api.postNothing(of.logout(connection));
            connection.output().note("All tokens have ended.");
        }
        return Cli.DONE;
    }

    private static int set(String path, boolean enabled, String done, Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            connection.output().done(api.put(path, Map.of("enabled", enabled)), done + ".");
        }
        return Cli.DONE;
    }
}
