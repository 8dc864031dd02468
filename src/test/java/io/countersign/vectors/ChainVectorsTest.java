package io.countersign.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The chains of x509-limbo, NIST PKITS and BoringSSL through [io.countersign.core.trust.ChainCheck].
///
/// They lie outside this repository; the system property `countersign.vectors` tells where.
@Tag("vectors")
class ChainVectorsTest {
    private static final Set<String> NOT_ASKED_HERE =
            Set.of("crl", "crl-idp", "crl-indirect", "crl-delta", "ocsp", "policy-inputs", "max-intermediates");

    /// What is asked of every leaf here, as it is about devices, and in these cases not by the vector.
    private static final Set<String> REASONS_OF_PURPOSE = Set.of("bad_eku", "key_usage", "leaf_is_ca");

    /// Where we decide otherwise, and why.
    private static final Map<String, String> DECIDED_OTHERWISE = Map.of(
            "boringssl/issuer-and-subject-not-byte-for-byte-equal/anchor", "it is signed with SHA-1",
            "limbo/rfc5280::root-missing-basic-constraints", "key usage tells that the root is a CA",
            "boringssl/root-lacks-basic-constraints/ta-with-constraints-require-basic-constraints",
                    "key usage tells that the root is a CA, as in two cases with the same certificates",
            "limbo/rfc5280::root-non-critical-basic-constraints", "RFC 5280, 6.1 asks for the flag only",
            "limbo/rfc5280::intermediate-ca-missing-basic-constraints", "the CA in question is not shown",
            "limbo/webpki::explicit-curve", "the JDK does not read a key on a curve without a name",
            "boringssl/unknown-critical-policy-qualifier/main", "policy tells it as well",
            "pkits/4.1.6", "DSA is refused, however it signed");

    private final Path folder = Path.of(System.getProperty("countersign.vectors", "../shared/vectors"), "chains");

    @ParameterizedTest
    @ValueSource(strings = {"core", "policy"})
    void every_case_of_a_tier_comes_out_right(String tier) throws IOException {
        var wrongVerdicts = new ArrayList<String>();
        var wrongReasons = new ArrayList<String>();
        for (ChainVector vector : casesOf(tier)) {
            String decision = vector.decision();
            if (vector.isAsExpected(decision) || isAboutPurpose(vector, decision)) {
                continue;
            }
            String line = vector.id() + ": " + decision + ", expected " + vector.expected();
            boolean isVerdict =
                    decision.equals(ChainVector.ACCEPT) || vector.expected().equals(ChainVector.ACCEPT);
            (isVerdict ? wrongVerdicts : wrongReasons).add(line);
        }
        assertThat(wrongVerdicts).as("wrong verdicts").isEmpty();
        assertThat(wrongReasons).as("wrong reasons").isEmpty();
    }

    private static boolean isAboutPurpose(ChainVector vector, String decision) {
        return !vector.asksForPurpose() && REASONS_OF_PURPOSE.contains(decision);
    }

    private List<ChainVector> casesOf(String tier) throws IOException {
        List<ChainVector> cases = ChainVector.allIn(folder).stream()
                .filter(vector -> vector.tier().equals(tier))
                .filter(vector -> vector.requires().stream().noneMatch(NOT_ASKED_HERE::contains))
                .filter(vector -> !DECIDED_OTHERWISE.containsKey(vector.id()))
                .toList();
        assertThat(cases).as("cases of tier %s in %s", tier, folder).isNotEmpty();
        return cases;
    }
}
