package io.countersign.edge.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The curl commands that do by hand what the demo does. No password or token stands in an argument.
final class DemoCommands {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

    private final DemoFolder folder;
    private final Path ca;
    private final String deviceUrl;
    private final String apiUrl;

    /// @param ca whom curl trusts
    DemoCommands(DemoFolder folder, Path ca, String deviceUrl, String apiUrl) {
        this.folder = folder;
        this.ca = ca;
        this.deviceUrl = deviceUrl;
        this.apiUrl = apiUrl;
    }

    /// A request to the API with a file as its body.
    List<String> post(String tenant, String body, String path) {
        return List.of(
                "curl --cacert " + quoted(ca) + " -K " + quoted(folder.curlConfig(tenant)) + " \\",
                "  -H 'Content-Type: application/json' -d @" + quoted(folder.file(body)) + " \\",
                "  " + apiUrl + path);
    }

    /// A token request.
    ///
    /// @param name of the certificate's file
    List<String> token(String name) {
        return List.of(asDevice(name) + " \\", "  " + chain() + " \\", "  -X POST " + deviceUrl + TokenCommands.PATH);
    }

    /// A token request whose token goes straight into a request to the API.
    List<String> use(String path) {
        return List.of(
                "curl -s" + asDevice("device").substring("curl".length()) + " \\",
                "  " + chain() + " \\",
                "  -X POST " + deviceUrl + TokenCommands.PATH + " \\",
                "  | sed 's/.*\"accessToken\":\"\\([^\"]*\\)\".*/Authorization: Bearer \\1/' \\",
                "  | curl --cacert " + quoted(ca) + " -H @- " + apiUrl + path);
    }

    private String asDevice(String name) {
        return "curl --cacert " + quoted(ca) + " --cert " + quoted(folder.file(name + ".pem")) + " --key "
                + quoted(folder.file(name + "-key.pem"));
    }

    private String chain() {
        return "-H \"X-Ssl-Cert-Chain: $(tr '\\n' ' ' < " + quoted(folder.file("chain.pem")) + ")\"";
    }

    /// The program as it was called: the launchers tell.
    static String program() {
        return quoted(Path.of(System.getProperty("countersign.command", "countersign")));
    }

    /// A path as one word of a shell.
    static String quoted(Path path) {
        String text = path.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
