package io.countersign.edge.cli;

import io.countersign.edge.config.BadSettings;
import io.countersign.edge.pem.UnusableFile;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `countersign`.
///
/// Exit codes: 0 done; 1 refused or failed, also for settings that are wrong; 2 a command line that is not understood.
@Command(
        name = "countersign",
        description = "Gives short-lived access tokens to devices that hold certificates.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Cli.Version.class,
        footer = {
            "",
            "Exit codes: 0 done; 1 refused or failed; 2 a command line that is not understood.",
            "Try 'countersign demo', then 'countersign help COMMAND'."
        })
public final class Cli implements Runnable {
    static final int DONE = 0;
    static final int FAILED = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Cli() {}

    /// Runs the command that the arguments name.
    ///
    /// @return the exit code
    public static int run(String[] arguments, Surroundings surroundings) {
        return commandLine(surroundings).execute(arguments);
    }

    static CommandLine commandLine(Surroundings surroundings) {
        Map<String, String> environment = surroundings.environment();
        Launch launch = surroundings.launch();
        var factory = new Parts(environment);
        var root = new CommandLine(new Cli(), factory);
        root.addSubcommand(SettingFlags.addTo(new CommandLine(new ServeCommand(environment, launch), factory)));
        root.addSubcommand(SettingFlags.addTo(new CommandLine(new DemoCommand(environment, launch), factory)));
        root.addSubcommand(new VerifyCommand(surroundings));
        root.addSubcommand(new VerifyJwsCommand(surroundings));
        root.addSubcommand(new TenantCommands());
        root.addSubcommand(new AnchorCommands());
        root.addSubcommand(new RevocationCommands());
        root.addSubcommand(new CrlCommands());
        root.addSubcommand(new DeviceCommands());
        root.addSubcommand(new OptionCommands());
        root.addSubcommand(new RefusalCommands(environment));
        root.addSubcommand(new KeyCommands());
        root.addSubcommand(new TokenCommands(environment));
        root.addSubcommand(new CommandLine.HelpCommand());
        root.setUsageHelpAutoWidth(true);
        root.setExecutionExceptionHandler((fault, command, _) -> {
            tell(fault, command);
            return FAILED;
        });
        return root;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /// Never a stack trace: the reader is an operator.
    private static void tell(Exception fault, CommandLine command) {
        PrintWriter err = command.getErr();
        switch (fault) {
            case Failure failure -> {
                err.println("error: " + Table.printable(String.valueOf(failure.getMessage())));
                failure.detail().ifPresent(detail -> err.println("       " + Table.printable(detail)));
                failure.hint().ifPresent(hint -> err.println("hint:  " + Table.printable(hint)));
            }
            case BadSettings bad -> bad.mistakes().forEach(mistake -> err.println("error: " + mistake));
            case UnusableFile _, CannotStart _ -> err.println("error: " + fault.getMessage());
            case InterruptedException _ -> err.println("error: interrupted");
            default ->
                err.println("error: unexpected " + fault.getClass().getSimpleName()
                        + Optional.ofNullable(fault.getMessage())
                                .map(text -> ": " + text)
                                .orElse(""));
        }
        err.flush();
    }

    /// Makes the parts of commands, with the environment where they need it.
    private record Parts(Map<String, String> environment) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == Connection.class
                    ? type.cast(new Connection(environment))
                    : CommandLine.defaultFactory().create(type);
        }
    }

    /// Reads the version from the manifest.
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Optional.ofNullable(Cli.class.getPackage().getImplementationVersion());
            return new String[] {"countersign " + version.orElse("(not packed)")};
        }
    }
}
