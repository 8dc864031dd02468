package io.countersign;

import io.countersign.edge.cli.CannotStart;
import io.countersign.edge.cli.Cli;
import io.countersign.edge.cli.Running;
import io.countersign.edge.cli.Surroundings;
import io.countersign.edge.config.Settings;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.edge.tls.Asn1CommonNames;
import java.time.InstantSource;
import java.util.Locale;

/// The program: reads the command line and hands it the real server and the real clock.
public final class Main {
    private static final String LOG_FORMAT = "countersign.log.format";

    private Main() {}

    /// Runs the command that the arguments name and ends the process with its exit code.
    public static void main(String[] arguments) {
        System.exit(Cli.run(
                arguments,
                new Surroundings(
                        System.getenv(),
                        System.in,
                        Main::launch,
                        new Asn1CertificateDetails(),
                        new Asn1CommonNames(),
                        new Asn1RevocationFormats())));
    }

    private static Running launch(Settings settings) throws CannotStart {
        System.setProperty(
                LOG_FORMAT, settings.behaviour().logFormat().name().toLowerCase(Locale.ROOT)); // read by logback.xml
        return Server.start(settings, InstantSource.system());
    }
}
