package io.countersign.edge.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `countersign verify-jws`: whether a signed token is genuine, judged by one key.
@Command(
        name = "verify-jws",
        description = "Checks signed tokens (JWS, compact form), each with one key that is for one algorithm.",
        footer = {
            "",
            "It reads one JSON object a line on standard input, {\"jws\": \"…\", \"jwk\": {…}}, and answers"
                    + " each with one JSON line. The key must name its algorithm (alg); a token that names another is"
                    + " refused.",
            "",
            "Exit codes: 0 at the end of the input; 2 a command line that is not understood."
        })
final class VerifyJwsCommand implements Callable<Integer> {
    @Mixin
    private Help help = new Help();

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--batch", description = "Check the tokens on standard input, one JSON object a line.")
    private boolean isBatch;

    VerifyJwsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (!isBatch) {
            throw new ParameterException(spec.commandLine(), "Give --batch, and the tokens on standard input.");
        }
        PrintWriter out = spec.commandLine().getOut();
        JsonLines.answer(surroundings.input(), out, JwsCase::answer);
        return Cli.DONE;
    }
}
