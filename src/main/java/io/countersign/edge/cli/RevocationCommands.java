package io.countersign.edge.cli;

import io.countersign.edge.cli.Output.Column;
import io.countersign.edge.pem.PemText;
import io.countersign.edge.pem.UnusableFile;
import io.countersign.edge.pem.WholeFiles;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `countersign revocation`: the certificates that the tenant of the user who asks took back by hand.
@Command(
        name = "revocation",
        description = "Takes certificates back by hand (those of the tenant of --user), and undoes it.",
        synopsisSubcommandLabel = "COMMAND")
final class RevocationCommands {
    @Mixin
    private Help help = new Help();

    private static final String REVOCATIONS = "/countersign/revocations";
    private static final String SERIAL_NUMBER = "serialNumber";
    private static final String FINGERPRINT = "fingerprint";
    private static final String SETTINGS = "/tenant/trusted-certificates/settings/crl";

    /// The server reads no longer body; 5000 certificates have less than a third of that.
    private static final int TABLE_BYTES_MAX = 1 << 20;

    @Command(name = "list", description = "Lists the certificates that were taken back by hand, the latest first.")
    int list(@Mixin Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            connection
                    .output()
                    .list(
                            api.all(REVOCATIONS, "revocations"),
                            new Column("SERIAL NUMBER", SERIAL_NUMBER),
                            new Column("ISSUER", "issuer"),
                            new Column("REASON", "reason"),
                            new Column("TAKEN BACK", "revocationDate"),
                            new Column("BY", "revokedBy"),
                            new Column("FINGERPRINT", FINGERPRINT));
        }
        return Cli.DONE;
    }

    @Command(
            name = "add",
            description = "Takes a certificate back: it and its tokens are refused from now on.",
            footer = {
                "",
                "A serial number without an issuer is refused below every trusted certificate of the tenant.",
                "That of an issuing CA takes all certificates below it back; its fingerprint alone does so too, but",
                "leaves tokens that were given out below it to their end.",
                "",
                "Examples:",
                "  countersign revocation add --certificate device.pem --reason key_compromise --user acme/admin",
                "  countersign revocation add 1a2b --issuer 'CN=Acme Issuing,O=Acme' --user acme/admin",
                "  countersign revocation add --fingerprint 3F:0A:... --user acme/admin"
            })
    int add(
            @Mixin OneCertificate which,
            @Option(
                            names = "--reason",
                            paramLabel = "REASON",
                            defaultValue = "",
                            description = "unspecified (default), key_compromise, ca_compromise, affiliation_changed,"
                                    + " superseded, cessation_of_operation, certificate_hold, privilege_withdrawn or"
                                    + " aa_compromise.")
                    String reason,
            @Mixin Connection connection)
            throws UnusableFile {
        Map<String, String> named = which.named();
        Optional<X509Certificate> certificate = which.certificate();
        var body = new LinkedHashMap<String, Object>(
                certificate.isPresent() ? Map.of("certificate", PemText.of(certificate.get())) : named);
        if (!reason.isEmpty()) {
            body.put("reason", reason);
        }
        try (Api api = connection.open()) {
            JsonNode taken = api.post(REVOCATIONS, body);
            connection
                    .output()
                    .done(taken, "Took back " + name(taken) + ". It and its tokens are refused from now on.");
        }
        return Cli.DONE;
    }

    private static String name(JsonNode taken) {
        String fingerprint = taken.path(FINGERPRINT).asString("");
        if (!fingerprint.isEmpty()) {
            return fingerprint;
        }
        String issuer = taken.path("issuer").asString("");
        return taken.path(SERIAL_NUMBER).asString("") + (issuer.isEmpty() ? ", whoever issued it" : " of " + issuer);
    }

    @Command(
            name = "undo",
            description = "Undoes that a certificate was taken back by hand.",
            footer = {
                "",
                "Name it as 'revocation list' shows it: with its issuer if there is one.",
                "",
                "Examples:",
                "  countersign revocation undo 1a2b --user acme/admin",
                "  countersign revocation undo --certificate device.pem --user acme/admin"
            })
    int undo(@Mixin OneCertificate which, @Mixin Connection connection) throws UnusableFile {
        Map<String, String> named = which.named();
        try (Api api = connection.open()) {
            api.delete(REVOCATIONS + "/" + path(named));
            connection
                    .output()
                    .note("Undone: " + named.getOrDefault(FINGERPRINT, named.getOrDefault(SERIAL_NUMBER, ""))
                            + " is no longer taken back by hand.");
        }
        return Cli.DONE;
    }

    private static String path(Map<String, String> named) {
        if (named.containsKey(FINGERPRINT)) {
            return "fingerprints/" + Api.step(named.getOrDefault(FINGERPRINT, ""));
        }
        String issuer = named.getOrDefault("issuer", "");
        return Api.step(named.getOrDefault(SERIAL_NUMBER, ""))
                + (issuer.isEmpty() ? "" : "?issuer=" + Api.step(issuer));
    }

    @Command(name = "events", description = "Lists who took back what and who undid it, the latest first.")
    int events(@Mixin Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            connection
                    .output()
                    .list(
                            api.all(REVOCATIONS + "/events", "events"),
                            new Column("TIME", "time"),
                            new Column("ACTION", "action"),
                            new Column("SERIAL NUMBER", SERIAL_NUMBER),
                            new Column("ISSUER", "issuer"),
                            new Column("REASON", "reason"),
                            new Column("BY", "by"),
                            new Column("FINGERPRINT", FINGERPRINT));
        }
        return Cli.DONE;
    }

    @Command(
            name = "import",
            description = "Takes back all serial numbers in a CSV file, or none if one of them cannot be read.",
            footer = {
                "",
                "The first line is SERIALNO,DATE; each other one has a serial number in hex and, if it is known, the",
                "moment, such as 1a2b,2026-01-11T16:12:36.288Z. At most 5000 of them.",
                "",
                "Example:",
                "  countersign revocation import lost.csv --user acme/admin"
            })
    int importTable(
            @Parameters(paramLabel = "FILE", description = "The CSV file.") Path file, @Mixin Connection connection)
            throws UnusableFile {
        byte[] table = WholeFiles.read(file, TABLE_BYTES_MAX);
        try (Api api = connection.open()) {
            api.send("PUT", SETTINGS, "text/csv", table);
            connection.output().note("Took back what stands in " + file + ".");
        }
        return Cli.DONE;
    }
}
