package io.countersign.edge.cli;

import io.countersign.edge.pem.Identity;
import io.countersign.edge.pem.PemFiles;
import io.countersign.edge.pem.UnusableFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// How `countersign anchor prove` shows that somebody holds the key of a CA certificate: the server draws a code, the
/// key signs it, the server checks that (contract.md 2.3).
final class AnchorProof {
    /// What we sign and print for a shell, whoever the server is: nothing that could be a certificate or a command.
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9+/=]{40,400}");

    @Option(names = "--key", paramLabel = "FILE", description = "PEM file with the CA's private key, not encrypted.")
    private String key = "";

    @Option(
            names = "--signature",
            paramLabel = "BASE64",
            description = "The signature over the code that was printed last.")
    private String signature = "";

    /// Where to: the certificate's proofs.
    ///
    /// @param path of its proofs
    record Target(String fingerprint, String path) {}

    void run(Target target, Connection connection) throws UnusableFile {
        if (!key.isEmpty() && !signature.isEmpty()) {
            throw new Failure("--key and --signature are both given; give one of them.");
        }
        // read before the server is asked, so that a wrong file draws no code
        Optional<PrivateKey> signer = key.isEmpty() ? Optional.empty() : Optional.of(PemFiles.privateKey(Path.of(key)));
        try (Api api = connection.open()) {
            if (!signature.isEmpty()) {
                handIn(api, target, connection.output(), signature);
                return;
            }
            JsonNode asked = api.postNothing(target.path() + "/verification-code");
            String code = code(asked);
            if (signer.isPresent()) {
                handIn(api, target, connection.output(), sign(signer.get(), code));
            } else {
                explain(connection.output(), asked, code, target.fingerprint());
            }
        }
    }

    private static String code(JsonNode asked) {
        String code = asked.path("proofOfPossessionUnsignedVerificationCode").asString("");
        if (!CODE.matcher(code).matches()) {
            throw new Failure("The server sent no verification code that a key should sign.");
        }
        return code;
    }

    private static void handIn(Api api, Target target, Output output, String signed) {
        JsonNode proven = api.post(target.path() + "/pop", Map.of("proofOfPossessionSignedVerificationCode", signed));
        output.done(proven, "Proven: you hold the key of " + target.fingerprint() + ".");
    }

    private static String sign(PrivateKey key, String code) {
        try {
            var signer = Signature.getInstance(Identity.algorithmOf(key));
            signer.initSign(key);
            signer.update(code.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException unfit) {
            throw new Failure("The private key cannot sign the code: " + unfit.getMessage(), unfit);
        }
    }

    private static void explain(Output output, JsonNode asked, String code, String fingerprint) {
        output.done(
                asked,
                "To be signed until "
                        + asked.path("proofOfPossessionVerificationCodeUsableUntil")
                                .asString("-") + ", where the CA's key is:");
        output.note("");
        output.note("  printf %s '" + code + "' > code.txt");
        output.note("  openssl dgst -sha256 -sign ca-key.pem code.txt | openssl base64 -A");
        output.note("");
        output.note("or, with an Ed25519 key:");
        output.note("");
        output.note("  openssl pkeyutl -sign -rawin -inkey ca-key.pem -in code.txt | openssl base64 -A");
        output.note("");
        output.note("Then hand in what that prints:");
        output.note("");
        output.note("  countersign anchor prove " + fingerprint + " --signature '…'");
    }
}
