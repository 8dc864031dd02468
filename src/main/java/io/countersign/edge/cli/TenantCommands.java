package io.countersign.edge.cli;

import io.countersign.edge.cli.Output.Column;
import io.countersign.edge.pem.UnusableFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// `countersign tenant`: the customers of this server, for the management tenant.
@Command(name = "tenant", description = "Makes and lists tenants.", synopsisSubcommandLabel = "COMMAND")
final class TenantCommands {
    @Mixin
    private Help help = new Help();

    private static final String TENANTS = "/tenant/tenants";

    /// What a new tenant is like.
    static final class NewTenant {
        @Parameters(paramLabel = "ID", description = "2 to 32 of a-z, 0-9, _ and -, beginning with a letter.")
        private String id = "";

        @Option(
                names = "--domain",
                required = true,
                paramLabel = "HOST",
                description = "Host name under which its devices and users reach the server; issuer of its tokens.")
        private String domain = "";

        @Option(names = "--company", paramLabel = "NAME", description = "Default: the id.")
        private String company = "";

        @Option(names = "--admin", paramLabel = "USER", description = "Its first user. Default: admin.")
        private String admin = "admin";

        @Option(names = "--admin-email", paramLabel = "ADDRESS", description = "Mail address of that user.")
        private String adminEmail = "";

        @Option(
                names = "--admin-password-file",
                paramLabel = "FILE",
                description = "File with the password of that user. Default: one is drawn and shown once.")
        private String adminPasswordFile = "";

        Map<String, Object> body(String password) {
            var body = new LinkedHashMap<String, Object>();
            body.put("id", id);
            body.put("domain", domain);
            body.put("company", company.isEmpty() ? id : company);
            body.put("adminName", admin);
            body.put("adminPass", password);
            if (!adminEmail.isEmpty()) {
                body.put("adminEmail", adminEmail);
            }
            return body;
        }
    }

    @Command(
            name = "create",
            description = "Makes a tenant with its first user.",
            footer = {
                "",
                "Examples:",
                "  countersign tenant create acme --domain acme.example.com --company 'Acme Ltd'",
                "  countersign tenant create acme --domain localhost --admin-password-file acme.password"
            })
    int create(@Mixin NewTenant tenant, @Mixin Connection connection) throws UnusableFile {
        boolean isDrawn = tenant.adminPasswordFile.isEmpty();
        String password = isDrawn ? RandomPassword.draw() : Connection.secretIn(Path.of(tenant.adminPasswordFile));
        Output output = connection.output();
        try (Api api = connection.open()) {
            JsonNode made = api.post(TENANTS, tenant.body(password));
            if (isDrawn && made instanceof ObjectNode node) {
                node.put("adminPass", password);
            }
            output.done(made, "Made tenant " + tenant.id + ", domain " + tenant.domain + ".");
            if (isDrawn) {
                output.note("The password of " + tenant.id + "/" + tenant.admin + " is " + password
                        + " (it is not shown again).");
            }
        }
        return Cli.DONE;
    }

    @Command(name = "list", description = "Lists all tenants.")
    int list(@Mixin Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            connection
                    .output()
                    .list(
                            api.all(TENANTS, "tenants"),
                            new Column("ID", "id"),
                            new Column("DOMAIN", "domain"),
                            new Column("STATUS", "status"),
                            new Column("CREATED", "creationTime"),
                            new Column("COMPANY", "company"));
        }
        return Cli.DONE;
    }
}
