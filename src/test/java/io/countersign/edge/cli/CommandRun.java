package io.countersign.edge.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/// What a command did.
///
/// @param out what it wrote on standard output
/// @param err what it wrote on standard error
record CommandRun(int exitCode, String out, String err) {
    static final Launch NO_SERVER = _ -> {
        throw new IllegalStateException("this command starts no server");
    };

    static CommandRun of(Launch launch, Map<String, String> environment, List<String> arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = Cli.commandLine(environment, launch)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    static CommandRun of(String... arguments) {
        return of(NO_SERVER, Map.of(), List.of(arguments));
    }
}
