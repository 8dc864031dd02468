package io.countersign.edge.cli;

import io.countersign.edge.cli.Output.Column;
import io.countersign.edge.pem.UnusableFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `countersign refusals`: which devices were refused, and why.
@Command(
        name = "refusals",
        description = "Lists which devices were refused and why, the latest first.",
        footer = {
            "",
            "Refusals of which nobody can tell the tenant stand in the ledger of management.",
            "docs/refusals.md tells what each reason means and what to do.",
            "",
            "Examples:",
            "  countersign refusals --user acme/admin --since 1h",
            "  countersign refusals --user acme/admin --device pump-1"
        })
final class RefusalCommands implements Callable<Integer> {
    private static final Pattern SHORT_DURATION = Pattern.compile("[0-9]{1,6}[smh]");
    private static final Pattern DAYS = Pattern.compile("[0-9]{1,6}d");

    @Mixin
    private Connection connection;

    @Option(names = "--device", paramLabel = "DEVICE", description = "Only those of this device.")
    private String device = "";

    @Option(names = "--reason", paramLabel = "CODE", description = "Only those for this reason.")
    private String reason = "";

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "Only those seen since: an instant, or how long ago, such as 30m, 1h or 7d.")
    private String since = "";

    @Option(names = "--tenant", paramLabel = "TENANT", description = "Default: the tenant of --user.")
    private String tenant = "";

    RefusalCommands(Map<String, String> environment) {
        this.connection = new Connection(environment);
    }

    @Override
    public Integer call() throws UnusableFile {
        try (Api api = connection.open()) {
            connection
                    .output()
                    .list(
                            api.all(path(), "refusals"),
                            new Column("LAST SEEN", "time"),
                            new Column("COUNT", "count"),
                            new Column("DEVICE", "device"),
                            new Column("REASON", "reason"),
                            new Column("SOURCE", "source"),
                            new Column("DETAIL", "detail"));
        }
        return Cli.DONE;
    }

    private String path() {
        List<String> query = new ArrayList<>();
        add(query, "device", device);
        add(query, "reason", reason);
        add(query, "since", iso(since));
        add(query, "tenant", tenant);
        return "/countersign/refusals" + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private static void add(List<String> query, String name, String value) {
        if (!value.isEmpty()) {
            query.add(name + "=" + Api.step(value));
        }
    }

    /// `1h` as the API writes it.
    private static String iso(String time) {
        if (SHORT_DURATION.matcher(time).matches()) {
            return "PT" + time.toUpperCase(Locale.ROOT);
        }
        return DAYS.matcher(time).matches() ? "P" + time.toUpperCase(Locale.ROOT) : time;
    }
}
