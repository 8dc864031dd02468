package io.countersign.vectors;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.edge.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The chains of x509-limbo, NIST PKITS and BoringSSL through `countersign verify --batch`.
///
/// They lie outside this repository; the system property `countersign.vectors` tells where.
@Tag("vectors")
class ChainVectorsTest {
    /// What we decide instead of what is expected: docs/decisions/0008 says why.
    private static final Map<String, String> DECIDED_OTHERWISE = Map.ofEntries(
            // It is signed with SHA-1.
            entry("boringssl/issuer-and-subject-not-byte-for-byte-equal/anchor: accept", "weak_digest"),
            // Key usage tells that the root is a CA. Other cases expect so of the same certificates.
            entry("limbo/rfc5280::root-missing-basic-constraints: not_a_ca", ChainVector.ACCEPT),
            entry(
                    "boringssl/root-lacks-basic-constraints/ta-with-constraints-require-basic-constraints: not_a_ca",
                    ChainVector.ACCEPT),
            // RFC 5280, 6.1.4 asks for the flag only, critical or not.
            entry("limbo/rfc5280::root-non-critical-basic-constraints: not_a_ca", ChainVector.ACCEPT),
            // The CA in question is not among the certificates.
            entry("limbo/rfc5280::intermediate-ca-missing-basic-constraints: not_a_ca", "untrusted"),
            // The JDK does not read a key on a curve without a name.
            entry("limbo/webpki::explicit-curve: weak_key", "bad_certificate"),
            // It is a fault of a policy, too.
            entry("boringssl/unknown-critical-policy-qualifier/main: unknown_critical_extension", "policy"),
            // DSA is refused, however it signed.
            entry("pkits/4.1.6: bad_signature", "weak_digest"),
            // What an anchor says of policies binds, as all that it says.
            entry("boringssl/policies-inhibit-anypolicy-by-root-fail/main: accept", "policy"),
            entry("boringssl/policies-required-by-root-fail/main: accept", "policy"),
            entry("boringssl/policy-mappings-on-root-fail/main: accept", "policy"),
            // The serial number stands on the list.
            entry("pkits/4.4.18: crl_invalid", "revoked"),
            // The certificate was issued with the key for lists.
            entry("pkits/4.5.8: revoked", "key_usage"),
            // Who signed the list bears the CA's name but is no CA and was not certified by it for lists.
            entry("boringssl-crl/good_key_rollover: accept", "not_a_ca"),
            // The JDK drops a policy that is mapped to an acceptable one before it looks at the mapping.
            entry("pkits/4.10.13: policy", ChainVector.ACCEPT));

    private final Path folder = Path.of(System.getProperty("countersign.vectors", "../shared/vectors"), "chains");

    @ParameterizedTest
    @ValueSource(strings = {"core", "policy", "optional"})
    void every_case_of_a_tier_comes_out_right(String tier) throws IOException {
        var wrongVerdicts = new ArrayList<String>();
        var wrongReasons = new ArrayList<String>();
        List<ChainVector> vectors = casesOf(tier);
        List<JsonNode> answers = answersTo(vectors);
        assertThat(answers).hasSameSizeAs(vectors);
        for (int i = 0; i < vectors.size(); i++) {
            ChainVector vector = vectors.get(i);
            String decision = ChainVector.decision(answers.get(i));
            String expected = DECIDED_OTHERWISE.getOrDefault(vector.id() + ": " + vector.expected(), vector.expected());
            if (ChainVector.isSameClass(decision, expected)) {
                continue;
            }
            String line = vector.id() + ": " + decision + ", expected " + expected;
            boolean isVerdict = decision.equals(ChainVector.ACCEPT) || expected.equals(ChainVector.ACCEPT);
            (isVerdict ? wrongVerdicts : wrongReasons).add(line);
        }
        assertThat(wrongVerdicts).as("wrong verdicts").isEmpty();
        // the optional cases call everything wrong with a list by one name
        assertThat(tier.equals("optional") ? List.of() : wrongReasons)
                .as("wrong reasons")
                .isEmpty();
    }

    private static List<JsonNode> answersTo(List<ChainVector> vectors) {
        String questions =
                vectors.stream().map(vector -> vector.question() + "\n").collect(Collectors.joining());
        return CommandRun.withInput(questions, "verify", "--batch")
                .out()
                .lines()
                .map(line -> new ObjectMapper().readTree(line))
                .toList();
    }

    private List<ChainVector> casesOf(String tier) throws IOException {
        List<ChainVector> cases = ChainVector.allIn(folder).stream()
                .filter(vector -> vector.tier().equals(tier))
                .toList();
        assertThat(cases).as("cases of tier %s in %s", tier, folder).isNotEmpty();
        return cases;
    }
}
