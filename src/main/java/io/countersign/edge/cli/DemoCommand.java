package io.countersign.edge.cli;

import io.countersign.edge.config.BadSettings;
import io.countersign.edge.config.Secret;
import io.countersign.edge.config.Setting;
import io.countersign.edge.config.Settings;
import io.countersign.edge.pem.UnusableFile;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `countersign demo`: from nothing to a device with a token, on this machine.
@Command(
        name = "demo",
        description = "Starts a server on this machine, makes a tenant, a CA and a device, fetches a token and uses it;"
                + " shows how each step is done by hand; then keeps serving until Ctrl-C.",
        abbreviateSynopsis = true,
        footer = {
            "",
            "Settings are those of 'countersign serve', but the data folder is demo-data and the address 127.0.0.1."
                    + " It may run again on the same folder.",
            "",
            "Exit codes: 0 every step held; 1 one did not; 2 unknown flag.",
            "",
            "Examples:",
            "  countersign demo",
            "  countersign demo --once --data /tmp/demo --device-port 0 --api-port 0"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Map<Setting, String> DEFAULTS = Map.of(Setting.DATA, "demo-data", Setting.BIND, "127.0.0.1");

    private final Map<String, String> environment;
    private final Launch launch;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Help help = new Help();

    @Option(names = "--once", description = "Stop after the last step.")
    private boolean once;

    DemoCommand(Map<String, String> environment, Launch launch) {
        this.environment = environment;
        this.launch = launch;
    }

    @Override
    public Integer call() throws BadSettings, CannotStart, UnusableFile, InterruptedException {
        Settings settings = SettingFlags.read(spec, environment, DEFAULTS);
        var screen = new DemoScreen(spec.commandLine().getOut());
        screen.title("Countersign: a device, its certificate, a token");
        screen.plain("Starting the server, data in " + settings.data() + " ...");
        var folder = new DemoFolder(settings.data());
        Running running = launch.start(withPassword(settings, folder));
        Signals.stopOnTermination(running);
        try {
            return steps(settings, folder, running, screen);
        } finally {
            running.stop();
        }
    }

    private int steps(Settings settings, DemoFolder folder, Running running, DemoScreen screen)
            throws UnusableFile, InterruptedException {
        var reach = new DemoSteps.Reach(
                URI.create("https://localhost:" + running.devicePort()),
                URI.create("https://localhost:" + running.apiPort()),
                settings.tls()
                        .files()
                        .map(Settings.CertificateFiles::certificate)
                        .orElse(settings.data().resolve("tls").resolve("ca.pem")));
        screen.held(
                "Server",
                "devices " + reach.devices() + ", API " + reach.api() + ", metrics http://127.0.0.1:"
                        + running.managementPort());
        try (var _ = QuietLog.begin()) {
            new DemoSteps(folder, screen, reach).run(Instant.now());
        } catch (Failure failure) {
            screen.failed(String.valueOf(failure.getMessage()));
            failure.detail().ifPresent(screen::more);
            failure.hint().ifPresent(screen::more);
            return Cli.FAILED;
        }
        screen.gap();
        screen.plain("Every step held.");
        if (!once) {
            tellWhatToTry(settings.data(), reach, screen);
            running.awaitStop();
        }
        return Cli.DONE;
    }

    /// The demo has to know the password that the very first start sets.
    private Settings withPassword(Settings settings, DemoFolder folder) throws UnusableFile {
        String password = folder.password(
                DemoSteps.MANAGEMENT_ADMIN, settings.secrets().adminPassword().map(Secret::value));
        return settings.withAdminPassword(new Secret(password));
    }

    private static void tellWhatToTry(Path data, DemoSteps.Reach reach, DemoScreen screen) {
        String login = " --url " + reach.api() + " --data " + DemoCommands.quoted(data) + " --user "
                + DemoSteps.ADMIN + " --password-file "
                + DemoCommands.quoted(data.resolve("demo").resolve("acme.password"));
        screen.gap();
        screen.title("Try next, in another terminal in " + Path.of("").toAbsolutePath());
        screen.plain("Disable the device, then use its token or ask for another:");
        screen.plain("  " + DemoCommands.program() + " device disable " + DemoCertificates.DEVICE + login);
        screen.plain("Let tokens live for 15 minutes:");
        screen.plain(
                "  " + DemoCommands.program() + " option set oauth.internal device-token.lifespan.seconds 900" + login);
        screen.gap();
        screen.plain("The server keeps running. Ctrl-C stops it; the same command starts it again on the same folder.");
    }
}
