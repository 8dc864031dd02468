package io.countersign.edge.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Help.Ansi;

/// How the demo looks: a line with a tick for each step, what came back below it, and the command that does the same.
final class DemoScreen {
    private static final String INDENT = " ".repeat(11);

    private final PrintWriter out;

    DemoScreen(PrintWriter out) {
        this.out = out;
    }

    void title(String text) {
        line(bold(text));
    }

    void plain(String text) {
        line(Table.printable(text));
    }

    void gap() {
        line("");
    }

    /// A step that held.
    void held(String name, String text) {
        line("");
        line("%s %-8s %s".formatted(colour("green", "✓"), name, Table.printable(text)));
    }

    /// A step that did not.
    void failed(String text) {
        line("");
        line("%s %-8s %s".formatted(colour("red", "✗"), "Failed", Table.printable(text)));
    }

    /// More about the step above.
    void more(String text) {
        line(INDENT + Table.printable(text));
    }

    /// A command to paste, one or several lines.
    void command(List<String> lines) {
        lines.forEach(text -> line(INDENT + colour("cyan", text)));
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }

    private static String bold(String text) {
        return Ansi.AUTO.enabled() ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    private static String colour(String name, String text) {
        if (!Ansi.AUTO.enabled()) {
            return text;
        }
        // written by hand: picocli's markup would read the @ in 'curl -d @file'
        int code = switch (name) {
            case "green" -> 32;
            case "red" -> 31;
            default -> 36;
        };
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
