package io.countersign.edge.cli;

import io.countersign.core.revocation.Crl;
import io.countersign.edge.cli.Output.Column;
import io.countersign.edge.pem.UnusableFile;
import io.countersign.edge.pem.WholeFiles;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `countersign crl`: the revocation lists of the tenant of the user who asks.
@Command(
        name = "crl",
        description = "Manages the revocation lists that CAs signed, and downloads the tenant's own (that of --user).",
        synopsisSubcommandLabel = "COMMAND")
final class CrlCommands {
    @Mixin
    private Help help = new Help();

    private static final String CRLS = "/countersign/crls";
    private static final String SOURCES = "/countersign/crl-sources";
    private static final String OWN = "/tenant/trusted-certificates/settings/crl";
    private static final String SIGNER = "/countersign/crl-signer";

    @Command(name = "list", description = "Lists the revocation lists that the tenant keeps.")
    int list(@Mixin Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            connection
                    .output()
                    .list(
                            api.all(CRLS, "crls"),
                            new Column("ID", "id"),
                            new Column("NUMBER", "number"),
                            new Column("REVOKED", "revokedCertificates"),
                            new Column("ISSUED", "thisUpdate"),
                            new Column("NEXT DUE", "nextUpdate"),
                            new Column("SOURCE", "source"),
                            new Column("ISSUER", "issuer"));
        }
        return Cli.DONE;
    }

    @Command(
            name = "sources",
            description = "Lists where the server fetches lists for the tenant, and what came of it.")
    int sources(@Mixin Connection connection) throws UnusableFile {
        try (Api api = connection.open()) {
            connection
                    .output()
                    .list(
                            api.all(SOURCES, "sources"),
                            new Column("STATE", "state"),
                            new Column("FETCHED", "fetched"),
                            new Column("NEXT FETCH", "nextFetch"),
                            new Column("FAILURES", "failures"),
                            new Column("URI", "uri"),
                            new Column("WHY", "failure"));
        }
        return Cli.DONE;
    }

    @Command(
            name = "upload",
            description = "Keeps a revocation list of one of the tenant's CAs; it counts at once.",
            footer = {
                "",
                "It takes the place of the one before it. Upload the next one before it is due: a list that is too old",
                "refuses the devices of its CA, unless the option crl.failure.policy is 'open'.",
                "",
                "Example:",
                "  countersign crl upload acme.crl --user acme/admin"
            })
    int upload(
            @Parameters(paramLabel = "FILE", description = "The list, in DER or PEM.") Path file,
            @Mixin Connection connection)
            throws UnusableFile {
        byte[] list = WholeFiles.read(file, Crl.BYTES_MAX);
        try (Api api = connection.open()) {
            JsonNode kept = api.send("POST", CRLS, "application/pkix-crl", list);
            connection
                    .output()
                    .done(
                            kept,
                            "Kept " + kept.path("id").asString("") + " of "
                                    + kept.path("issuer").asString("") + ", revoked certificates: "
                                    + kept.path("revokedCertificates").asLong(0) + ".");
        }
        return Cli.DONE;
    }

    @Command(name = "remove", description = "Removes a list; what it revoked is good again.")
    int remove(
            @Parameters(paramLabel = "ID", description = "As 'crl list' shows it.") String id,
            @Mixin Connection connection)
            throws UnusableFile {
        try (Api api = connection.open()) {
            api.delete(CRLS + "/" + Api.step(id));
            connection.output().note("Removed " + id + ".");
        }
        return Cli.DONE;
    }

    @Command(
            name = "download",
            description = "Writes what the tenant took back by hand into a file, as a list that the server signs.",
            footer = {
                "",
                "It is good for a day. The server signs it with a key of the tenant, which stays the same.",
                "",
                "Example:",
                "  countersign crl download acme.crl --signer acme-crl.pem --user acme/admin",
                "  openssl crl -inform DER -in acme.crl -CAfile acme-crl.pem -noout -text"
            })
    int download(
            @Parameters(paramLabel = "FILE", description = "Where the list goes, in DER.") Path file,
            @Option(
                            names = "--signer",
                            paramLabel = "FILE",
                            defaultValue = "",
                            description = "Where the certificate to check it with goes, in PEM. Default: nowhere.")
                    String signer,
            @Mixin Connection connection)
            throws UnusableFile {
        try (Api api = connection.open()) {
            WholeFiles.write(file, api.file(OWN));
            connection.output().note("Wrote the list to " + file + ".");
            if (!signer.isEmpty()) {
                WholeFiles.write(Path.of(signer), api.file(SIGNER));
                connection.output().note("Wrote the certificate that it is checked with to " + signer + ".");
            }
        }
        return Cli.DONE;
    }
}
