package io.countersign.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where and when something was measured: figures mean nothing without it.
///
/// @param commit of the sources, with a plus where they were changed since
/// @param load of the machine before the benchmark began (`/proc/loadavg`)
record Machine(LocalDate date, String commit, String processor, int cores, String kernel, String load) {
    /// `built with OpenSSL 3.0.1 1 Jan 2020`, and where another one is loaded, `(running with OpenSSL …)` behind it.
    private static final Pattern SSL = Pattern.compile("^built with (?:.*\\(running with )?([^()]+?)\\s*\\)?$");

    static Machine here(Path program) throws IOException, InterruptedException {
        boolean isChanged = !output(program, "git", "status", "--porcelain", "--untracked-files=no")
                .isEmpty();
        return new Machine(
                LocalDate.now(ZoneOffset.UTC),
                output(program, "git", "rev-parse", "--short", "HEAD") + (isChanged ? "+" : ""),
                processorName(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                firstWord(Files.readString(Path.of("/proc/loadavg"))));
    }

    private static String processorName() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private static String firstWord(String text) {
        return text.split(" ", 2)[0];
    }

    /// One sentence.
    ///
    /// @param peers what was measured on it, with versions
    String describe(String peers) {
        return "Measured on %s at commit %s: %d cores of %s, %s, load average %s before; %s."
                .formatted(date, commit, cores, processor, kernel, load, peers);
    }

    /// nginx and the OpenSSL that it runs with, in the words of `nginx -V`.
    static String nginx() throws IOException, InterruptedException {
        return nginx(output(Path.of("."), "nginx", "-V"));
    }

    /// @param words of `nginx -V`
    static String nginx(String words) {
        List<String> lines = words.lines().toList();
        String version = lines.stream()
                .filter(line -> line.startsWith("nginx version: "))
                .map(line -> line.substring("nginx version: ".length()))
                .findFirst()
                .orElse("nginx");
        String ssl = lines.stream()
                .map(SSL::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst()
                .orElse("an unknown OpenSSL");
        return version + " with " + ssl;
    }

    static String java() {
        return System.getProperty("java.vendor.version", "Java") + " " + System.getProperty("java.runtime.version");
    }

    private static String output(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? text.strip() : "";
    }
}
