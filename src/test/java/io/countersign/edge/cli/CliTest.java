package io.countersign.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The command line as a whole: help, mistakes, exit codes.
class CliTest {
    @Test
    void without_arguments_it_shows_the_commands() {
        CommandRun run = CommandRun.of();

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("serve", "demo", "tenant", "anchor", "device", "option", "key", "token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve --colour", "sreve", "anchor", "token get", "tenant create", "anchor add"})
    void a_command_line_that_is_not_understood_ends_with_2(String line) {
        CommandRun run = CommandRun.of(line.split(" "));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void every_command_explains_itself(List<String> command) {
        var arguments = new ArrayList<>(command);
        arguments.add("--help");

        CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: countersign " + String.join(" ", command));
        assertThat(run.out()).contains("-h, --help").doesNotContain("--password ", "--version");
    }

    static Stream<List<String>> commands() {
        return below(Cli.commandLine(CommandRun.surroundings(CommandRun.NO_SERVER, Map.of(), "")), List.of())
                .filter(command -> !command.isEmpty() && !command.equals(List.of("help")));
    }

    private static Stream<List<String>> below(CommandLine command, List<String> path) {
        return Stream.concat(
                Stream.of(path), command.getSubcommands().entrySet().stream().flatMap(entry -> {
                    var longer = new ArrayList<>(path);
                    longer.add(entry.getKey());
                    return below(entry.getValue(), longer);
                }));
    }
}
