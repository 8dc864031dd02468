package io.countersign.edge.cli;

import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.edge.tls.Asn1CommonNames;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// What a command did.
///
/// @param out what it wrote on standard output
/// @param err what it wrote on standard error
public record CommandRun(int exitCode, String out, String err) {
    static final Launch NO_SERVER = _ -> {
        throw new IllegalStateException("this command starts no server");
    };

    static CommandRun of(Launch launch, Map<String, String> environment, List<String> arguments) {
        return of(surroundings(launch, environment, ""), arguments);
    }

    /// A command that finds this text on standard input.
    public static CommandRun withInput(String input, String... arguments) {
        return of(surroundings(NO_SERVER, Map.of(), input), List.of(arguments));
    }

    static Surroundings surroundings(Launch launch, Map<String, String> environment, String input) {
        return new Surroundings(
                environment,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                launch,
                new Asn1CertificateDetails(),
                new Asn1CommonNames(),
                new Asn1RevocationFormats());
    }

    private static CommandRun of(Surroundings surroundings, List<String> arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Cli.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    static CommandRun of(String... arguments) {
        return of(NO_SERVER, Map.of(), List.of(arguments));
    }
}
