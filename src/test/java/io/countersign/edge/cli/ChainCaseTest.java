package io.countersign.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `verify --batch`: one case of chain-vectors/1 a line.
class ChainCaseTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final TestCa ISSUING = ROOT.issuing("Acme Issuing");
    private static final TestDevice PUMP = ISSUING.device("pump-1");

    private static ObjectNode good() {
        ObjectNode json = JsonMapper.shared().createObjectNode();
        json.put("id", "ours/1").put("time", "2026-07-01T14:00:00+02:00").put("purpose", "client");
        json.putArray("anchors").add(ROOT.pem());
        json.put("leaf", PUMP.pem());
        json.putArray("intermediates").add(ISSUING.pem());
        return json;
    }

    private static JsonNode answer(ObjectNode json) {
        return JsonMapper.shared()
                .readTree(CommandRun.withInput(json + "\n", "verify", "--batch").out());
    }

    private static String policy(TestDevice device, Consumer<ObjectNode> inputs) {
        ObjectNode json = good().put("leaf", device.pem());
        inputs.accept(json.putObject("policy"));
        return decision(answer(json));
    }

    private static String decision(JsonNode answer) {
        return answer.path("result").asString() + " " + answer.path("reason").asString("");
    }

    @Test
    void a_good_chain_is_accepted_with_the_path_found() {
        JsonNode answer = answer(good());

        assertThat(decision(answer)).isEqualTo("accept ");
        assertThat(answer.path("path").valueStream().map(JsonNode::asString))
                .containsExactly("CN=pump-1", "CN=Acme Issuing", "CN=Acme Root");
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("no anchor", "reject untrusted", json -> json.putArray("anchors")),
                change("no time", "reject unreadable", json -> json.remove("time")),
                change("no instant", "reject unreadable", json -> json.put("time", "noon")),
                change("no leaf", "reject unreadable", json -> json.remove("leaf")),
                change("anchors are no list", "reject unreadable", json -> json.put("anchors", "x")),
                change("another purpose", "unsupported ", json -> json.put("purpose", "mail")),
                change("a leaf of garbage", "reject bad_certificate", json -> json.put("leaf", "garbage")),
                change(
                        "an unreadable CA",
                        "reject bad_certificate",
                        json -> json.putArray("intermediates").add("garbage")),
                change(
                        "something unreadable besides",
                        "accept ",
                        json -> json.withArray("intermediates").add("garbage")),
                change("no CA in between", "reject untrusted", json -> json.putArray("intermediates")),
                change("nothing to check against", "accept ", json -> json.put("revocation", "check")),
                change("no CA may be between", "reject path_length", json -> json.put("max_intermediates", 0)),
                change("one CA may be between", "accept ", json -> json.put("max_intermediates", 1)),
                change(
                        "a CA of another purpose",
                        "accept ",
                        json -> json.put("purpose", "any")
                                .put(
                                        "leaf",
                                        ISSUING.device("p", CertificateSpec::ca).pem())),
                change(
                        "a CA",
                        "reject leaf_is_ca",
                        json -> json.put(
                                "leaf", ISSUING.device("p", CertificateSpec::ca).pem())),
                change(
                        "more than ten",
                        "reject untrusted",
                        json -> many().forEach(json.putArray("intermediates")::add)));
    }

    private static List<String> many() {
        var many = new ArrayList<String>();
        for (int i = 0; i < 10; i++) {
            many.add(ROOT.device("p" + i).pem());
        }
        return many;
    }

    private static Arguments change(String name, String decision, Consumer<ObjectNode> change) {
        return Arguments.of(name, decision, change);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("changes")
    void a_changed_case_is_answered_accordingly(String name, String decision, Consumer<ObjectNode> change) {
        ObjectNode json = good();
        change.accept(json);

        assertThat(decision(answer(json))).isEqualTo(decision);
    }

    @Test
    void the_policy_inputs_of_rfc_5280_count() {
        TestCa any = TestCa.root("Acme Root", spec -> policies(spec, "2.5.29.32.0"));
        TestDevice one = any.device("p", spec -> policies(spec, "2.16.840.1.101.3.2.1.48.1"));
        TestDevice none = any.device("p");

        assertThat(policyUnder(any, one, inputs -> inputs.put("explicit_policy", true)))
                .isEqualTo("accept ");
        assertThat(policyUnder(any, none, inputs -> inputs.put("explicit_policy", true)))
                .isEqualTo("reject policy");
        assertThat(policyUnder(any, one, inputs -> required(inputs, "NIST-test-policy-1")))
                .isEqualTo("accept ");
        assertThat(policyUnder(any, one, inputs -> required(inputs, "2.16.840.1.101.3.2.1.48.2")))
                .isEqualTo("reject policy");
        assertThat(policyUnder(any, one, inputs -> required(inputs, "any-policy")))
                .isEqualTo("accept ");
        assertThat(policy(PUMP, inputs -> inputs.putArray("initial_policy_set").add("my policy")))
                .isEqualTo("unsupported ");
    }

    private static void required(ObjectNode inputs, String policy) {
        inputs.put("explicit_policy", true).putArray("initial_policy_set").add(policy);
    }

    private static CertificateSpec policies(CertificateSpec spec, String policy) {
        return spec.extension(
                Extension.certificatePolicies,
                false,
                new CertificatePolicies(new PolicyInformation(new ASN1ObjectIdentifier(policy))));
    }

    private static String policyUnder(TestCa anchor, TestDevice device, Consumer<ObjectNode> inputs) {
        ObjectNode json = good().put("leaf", device.pem());
        json.putArray("anchors").add(anchor.pem());
        inputs.accept(json.putObject("policy"));
        return decision(answer(json));
    }

    @Test
    void every_line_is_answered_whatever_stands_in_the_others() {
        String lines = good() + "\nno json\n" + good() + "\n";

        assertThat(CommandRun.withInput(lines, "verify", "--batch").out().lines())
                .hasSize(3)
                .allMatch(line -> line.startsWith("{\"result\":\""));
    }
}
