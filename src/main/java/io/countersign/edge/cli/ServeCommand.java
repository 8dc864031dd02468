package io.countersign.edge.cli;

import io.countersign.edge.config.BadSettings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `countersign serve`: runs the server until it is told to stop.
@Command(
        name = "serve",
        description = "Runs the server until SIGTERM or Ctrl-C.",
        abbreviateSynopsis = true,
        footer = {
            "",
            "Each setting can be a flag (--device-port 443), an environment variable (COUNTERSIGN_DEVICE_PORT=443) or a"
                    + " line of the properties file (device-port=443). A flag wins over the environment, that over the"
                    + " file, that over the default. All mistakes are told at once.",
            "",
            "Exit codes: 0 stopped when told to; 1 cannot start, one line says why; 2 unknown flag.",
            "",
            "Examples:",
            "  countersign serve",
            "  countersign serve --data /var/lib/countersign --log-format json",
            "  countersign serve --tls-certificate server.pem --tls-key server-key.pem"
        })
final class ServeCommand implements Callable<Integer> {
    @Mixin
    private Help help = new Help();

    private final Map<String, String> environment;
    private final Launch launch;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    ServeCommand(Map<String, String> environment, Launch launch) {
        this.environment = environment;
        this.launch = launch;
    }

    @Override
    public Integer call() throws BadSettings, CannotStart, InterruptedException {
        var settings = SettingFlags.read(spec, environment, Map.of());
        Running running = launch.start(settings);
        Signals.stopOnTermination(running);
        PrintWriter out = spec.commandLine().getOut();
        tell(running, out);
        out.println(readyLine(
                running, settings.listeners().bind(), settings.listeners().managementBind()));
        out.flush();
        running.awaitStop();
        return Cli.DONE;
    }

    private static void tell(Running running, PrintWriter out) {
        running.notices().forEach(notice -> out.println("NOTICE: " + notice));
        running.adminPassword()
                .ifPresent(password -> out.println(
                        "FIRST START: the password of management/admin is " + password + " (it is not shown again)"));
    }

    /// One line that begins with `ready`, for people and for scripts that wait for it.
    static String readyLine(Running running, String bind, String managementBind) {
        return "ready: devices " + url("https", bind, running.devicePort()) + "  api "
                + url("https", bind, running.apiPort()) + "  management "
                + url("http", managementBind, running.managementPort());
    }

    private static String url(String scheme, String host, int port) {
        return scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
