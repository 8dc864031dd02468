package io.countersign.edge.cli;

import io.countersign.core.revocation.Crl;
import io.countersign.core.trust.CertificateChain;
import io.countersign.core.trust.ChainCheck;
import io.countersign.core.trust.ChainVerdict;
import io.countersign.core.trust.PathTest;
import io.countersign.edge.pem.PemFiles;
import io.countersign.edge.pem.UnusableFile;
import io.countersign.edge.pem.WholeFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// `countersign verify`: judges a chain as the token endpoint would, without a server or a device.
@Command(
        name = "verify",
        description = "Judges a certificate chain as the server does, and says why: no server or device is needed.",
        footer = {
            "",
            "With --batch it reads one JSON case a line on standard input and answers each with one JSON line.",
            "",
            "Exit codes: 0 accepted; 1 refused; 2 a file that cannot be read or a command line that is not understood.",
            "With --batch: 0 at the end of the input.",
            "",
            "Examples:",
            "  countersign verify --chain device-chain.pem --anchors ca.pem",
            "  countersign verify --chain bundle.pem --leaf device.pem --anchors ca.pem --at 2027-01-01T00:00:00Z"
        })
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private Help help = new Help();

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--chain",
            paramLabel = "FILE",
            description = "PEM file with the device's certificate first, then others in any order.")
    private String chain = "";

    @Option(
            names = "--leaf",
            paramLabel = "FILE",
            description = "PEM file with the device's certificate, if it is not the first of --chain.")
    private String leaf = "";

    @Option(
            names = "--anchors",
            paramLabel = "FILE",
            arity = "1..*",
            description = "PEM files with the trusted certificates.")
    private List<Path> anchors = new ArrayList<>();

    @Option(
            names = "--crls",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Revocation lists (DER or PEM) that are at hand. Without any, revocation is not looked at.")
    private List<Path> crls = new ArrayList<>();

    @Option(names = "--at", paramLabel = "INSTANT", description = "When to judge. Default: now.")
    private String at = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean asJson;

    @Option(names = "--batch", description = "Judge the cases on standard input, one JSON object a line.")
    private boolean isBatch;

    VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (isBatch) {
            JsonLines.answer(surroundings.input(), out, line -> ChainCase.answer(line, surroundings));
            return Cli.DONE;
        }
        try {
            return print(report(), out);
        } catch (UnusableFile | IllegalArgumentException unusable) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("error: " + Table.printable(String.valueOf(unusable.getMessage())));
            err.flush();
            return CommandLine.ExitCode.USAGE;
        }
    }

    private DeviceReport report() throws UnusableFile {
        if (anchors.isEmpty() || (chain.isEmpty() && leaf.isEmpty())) {
            throw new IllegalArgumentException("Give --chain (or --leaf) and --anchors, or --batch.");
        }
        var shown = new ArrayList<X509Certificate>();
        for (String file : List.of(leaf, chain)) {
            if (!file.isEmpty()) {
                shown.addAll(PemFiles.certificates(Path.of(file)));
            }
        }
        var trusted = new ArrayList<X509Certificate>();
        for (Path file : anchors) {
            trusted.addAll(PemFiles.certificates(file));
        }
        X509Certificate device = shown.removeFirst();
        try {
            var signers = new ArrayList<>(trusted);
            signers.addAll(shown);
            ChainVerdict verdict = new ChainCheck(new GivenAnchors(trusted), surroundings.details(), test(signers))
                    .check(CertificateChain.of(device, shown), moment());
            return DeviceReport.of(ChainReport.of(verdict), device, surroundings.commonNames());
        } catch (CertificateChain.TooLong tooLong) {
            throw new IllegalArgumentException(tooLong.getMessage() + ".", tooLong);
        }
    }

    private PathTest test(List<X509Certificate> signers) throws UnusableFile {
        List<Crl> lists = new ArrayList<>();
        for (Path file : crls) {
            try {
                lists.add(surroundings.formats().crl(WholeFiles.read(file, Crl.BYTES_MAX)));
            } catch (IllegalArgumentException unreadable) {
                throw new UnusableFile(
                        file + " is no revocation list that can be used: " + unreadable.getMessage() + ".", unreadable);
            }
        }
        return lists.isEmpty() ? PathTest.NONE : RevocationCase.atHand(lists, surroundings, signers);
    }

    private Instant moment() {
        try {
            return at.isEmpty() ? Instant.now() : Instant.parse(at);
        } catch (DateTimeException noInstant) {
            throw new IllegalArgumentException(
                    "--at is an instant such as 2027-01-31T12:00:00Z, not '" + at + "'.", noInstant);
        }
    }

    private int print(DeviceReport report, PrintWriter out) {
        if (asJson) {
            new Output(out, true).done(JsonMapper.shared().valueToTree(report.json()), "");
        } else {
            report.lines(!crls.isEmpty()).forEach(line -> out.println(Table.printable(line)));
            out.flush();
        }
        return report.isAccepted() ? Cli.DONE : Cli.FAILED;
    }
}
