package io.countersign.bench;

import io.countersign.bench.HttpsCaller.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Sends a long body with curl: a cold JVM would take a second of CPU time to encrypt it, on the cores that the server
/// is measured on.
final class Curl {
    private static final String FAILED = "000";

    private final Path serverRoot;

    /// @param serverRoot file of the certificate to trust
    Curl(Path serverRoot) {
        this.serverRoot = serverRoot;
    }

    /// Posts a file, and waits for the answer.
    ///
    /// @param authorization is given to curl on its standard input, where no list of processes shows it
    Reply post(String url, String authorization, Path body) {
        try {
            Process curl = new ProcessBuilder("curl", "--config", "-")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var options = curl.outputWriter(StandardCharsets.UTF_8)) {
                options.write("""
                        silent
                        show-error
                        url = "%s"
                        cacert = "%s"
                        header = "Authorization: %s"
                        header = "Accept: application/json"
                        header = "Content-Type: application/pkix-crl"
                        data-binary = "@%s"
                        write-out = "%%{http_code}"
                        """.formatted(url, serverRoot, authorization, body));
            }
            String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = output.length() - FAILED.length();
            if (end < 0 || output.endsWith(FAILED)) {
                throw new IllegalStateException("curl got no answer from " + url);
            }
            return new Reply(Integer.parseInt(output.substring(end)), output.substring(0, end));
        } catch (IOException missing) {
            throw new IllegalStateException("curl cannot be run: " + missing.getMessage(), missing);
        }
    }
}
