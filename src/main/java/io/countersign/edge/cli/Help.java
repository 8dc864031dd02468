package io.countersign.edge.cli;

import picocli.CommandLine.Option;

/// The flag `--help`, without the `--version` that picocli would add to it.
final class Help {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean isWanted;
}
