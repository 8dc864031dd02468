package io.countersign.edge.cli;

import io.countersign.edge.cli.Output.Column;
import io.countersign.edge.pem.PemFiles;
import io.countersign.edge.pem.PemText;
import io.countersign.edge.pem.UnusableFile;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `countersign anchor`: the CA certificates that a tenant trusts.
@Command(
        name = "anchor",
        description = "Manages the CA certificates that a tenant trusts.",
        synopsisSubcommandLabel = "COMMAND")
final class AnchorCommands {
    @Mixin
    private Help help = new Help();

    /// Which tenant, if not that of the user who asks.
    static final class Of {
        @Option(names = "--tenant", paramLabel = "TENANT", description = "Default: the tenant of --user.")
        private String tenant = "";

        String path(Connection connection) {
            return "/tenant/tenants/" + Api.step(connection.tenantOr(tenant)) + "/trusted-certificates";
        }
    }

    /// Which certificate of which tenant.
    static final class One {
        @Parameters(paramLabel = "FINGERPRINT", description = "As 'anchor list' shows it.")
        private String fingerprint = "";

        @Mixin
        private Of of = new Of();

        String path(Connection connection) {
            return of.path(connection) + "/" + Api.step(fingerprint);
        }

        AnchorProof.Target proof(Connection connection) {
            return new AnchorProof.Target(fingerprint, of.path(connection) + "-pop/" + Api.step(fingerprint));
        }

        /// The certificate, with how many devices its loss would touch.
        JsonNode withImpact(Api api, Connection connection) {
            return api.get(path(connection) + "?withImpact=true");
        }
    }

    /// Whether a change is only looked at.
    static final class Rehearsal {
        @Option(names = "--dry-run", description = "Change nothing; tell how many devices it would refuse.")
        private boolean isDry;
    }

    /// What is uploaded.
    static final class Upload {
        @Parameters(paramLabel = "FILE", description = "PEM file with one CA certificate.")
        private Path file = Path.of("");

        @Option(names = "--name", paramLabel = "NAME", description = "Name for people. Default: the common name.")
        private String name = "";

        @Option(names = "--auto-registration", description = "Register devices below it at their first token request.")
        private boolean autoRegistration;

        @Option(
                names = "--intermediate",
                description = "Store it to help build chains to trusted certificates of the tenant; it is not trusted"
                        + " itself.")
        private boolean intermediate;

        String path(Of of, Connection connection) {
            return of.path(connection) + (intermediate ? "?addToTrustStore=false" : "");
        }

        Map<String, Object> body() throws UnusableFile {
            List<X509Certificate> certificates = PemFiles.certificates(file);
            if (certificates.size() != 1) {
                throw new Failure(
                        file + " holds " + certificates.size() + " certificates, not one.",
                        "",
                        "Put the CA certificate to trust into a file of its own.");
            }
            X509Certificate certificate = certificates.getFirst();
            var body = new LinkedHashMap<String, Object>();
            body.put("certInPemFormat", PemText.of(certificate));
            body.put("status", "ENABLED");
            body.put(
                    "name",
                    name.isEmpty() ? certificate.getSubjectX500Principal().toString() : name);
            body.put("autoRegistrationEnabled", autoRegistration);
            return body;
        }
    }

    @Command(
            name = "add",
            description = "Uploads a CA certificate; devices with certificates issued under it are trusted at once.",
            footer = {
                "",
                "Only users of the tenant itself may do this.",
                "",
                "Example:",
                "  countersign anchor add ca.pem --user acme/admin --auto-registration",
                "  countersign anchor add issuing.pem --user acme/admin --intermediate"
            })
    int add(@Mixin Upload upload, @Mixin Of of, @Mixin Connection connection) throws UnusableFile {
        Map<String, Object> body = upload.body();
        try (Api api = connection.open()) {
            JsonNode made = api.post(upload.path(of, connection), body);
            connection
                    .output()
                    .done(
                            made,
                            "Added " + made.path("fingerprint").asString("") + "  "
                                    + made.path("subject").asString(""));
            if (!made.path("effective").asBoolean(true)) {
                connection
                        .output()
                        .note("It has no effect yet: its key is another tenant's, too. Prove that you hold it with"
                                + " 'anchor prove'.");
            }
        }
        return Cli.DONE;
    }

    @Command(name = "list", description = "Lists the CA certificates of a tenant.")
    int list(@Mixin Of of, @Mixin Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            connection
                    .output()
                    .list(
                            api.all(of.path(connection), "certificates"),
                            new Column("FINGERPRINT", "fingerprint"),
                            new Column("STATUS", "status"),
                            new Column("TRUSTED", "addToTrustStore"),
                            new Column("EFFECTIVE", "effective"),
                            new Column("PROVEN", "proofOfPossessionValid"),
                            new Column("AUTO-REG", "autoRegistrationEnabled"),
                            new Column("VALID UNTIL", "notAfter"),
                            new Column("NAME", "name"),
                            new Column("SUBJECT", "subject"));
        }
        return Cli.DONE;
    }

    @Command(name = "disable", description = "Refuses the devices below it from now on, and their tokens.")
    int disable(@Mixin One one, @Mixin Rehearsal rehearsal, @Mixin Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            JsonNode before = one.withImpact(api, connection);
            if (rehearsal.isDry) {
                connection.output().done(before, impact(before, "would be refused"));
                return Cli.DONE;
            }
            JsonNode changed = api.put(one.path(connection), Map.of("status", "DISABLED"));
            connection
                    .output()
                    .done(changed, "Disabled " + one.fingerprint + ". " + impact(before, "are refused from now on"));
        }
        return Cli.DONE;
    }

    private static String impact(JsonNode before, String what) {
        long devices = before.path("impact").path("devices").asLong(0);
        return "Devices that last came through it and " + what + ": " + devices + ".";
    }

    @Command(name = "enable", description = "Trusts a disabled one again.")
    int enable(@Mixin One one, @Mixin Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            JsonNode changed = api.put(one.path(connection), Map.of("status", "ENABLED"));
            connection.output().done(changed, "Enabled " + one.fingerprint + ".");
        }
        return Cli.DONE;
    }

    @Command(name = "remove", description = "Deletes it; devices below it are refused from now on, and their tokens.")
    int remove(@Mixin One one, @Mixin Rehearsal rehearsal, @Mixin Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            JsonNode before = one.withImpact(api, connection);
            if (rehearsal.isDry) {
                connection.output().done(before, impact(before, "would be refused"));
                return Cli.DONE;
            }
            api.delete(one.path(connection));
            connection.output().note("Removed " + one.fingerprint + ". " + impact(before, "are refused from now on"));
        }
        return Cli.DONE;
    }

    @Command(
            name = "prove",
            description =
                    "Proves that you hold the private key of a CA certificate: signs a code of the server with it.",
            footer = {
                "",
                "The key does not leave this machine. Where it lies elsewhere, run it without --key, sign the code that"
                        + " is printed there, and hand in the signature.",
                "",
                "Examples:",
                "  countersign anchor prove FINGERPRINT --user acme/admin --key ca-key.pem",
                "  countersign anchor prove FINGERPRINT --user acme/admin",
                "  countersign anchor prove FINGERPRINT --user acme/admin --signature BASE64"
            })
    int prove(@Mixin One one, @Mixin AnchorProof proof, @Mixin Connection connection) throws UnusableFile {
        proof.run(one.proof(connection), connection);
        return Cli.DONE;
    }
}
