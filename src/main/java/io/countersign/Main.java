package io.countersign;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command `countersign`: reads the command line and wires the program by hand.
@Command(
        name = "countersign",
        description = "Gives short-lived access tokens to devices that hold certificates.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main implements Runnable {
    private Main() {}

    /// Runs the command that `arguments` name and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main()).execute(arguments));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            var version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"countersign " + (version == null ? "(not packed)" : version)};
        }
    }
}
