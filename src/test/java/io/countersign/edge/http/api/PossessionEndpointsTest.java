package io.countersign.edge.http.api;

import static io.countersign.edge.http.TestApi.json;
import static io.countersign.edge.http.api.Instance.ACME;
import static io.countersign.edge.http.api.Instance.NOW;
import static io.countersign.edge.http.api.Refusals.refusal;
import static io.countersign.edge.http.api.Refusals.status;
import static io.countersign.edge.http.api.Uploads.ANCHORS;
import static io.countersign.edge.http.api.Uploads.fingerprint;
import static io.countersign.edge.http.api.Uploads.upload;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.user.Role;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.TestApi;
import io.countersign.testing.TestCa;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Proof of possession over HTTP, in the words of contract.md 2.2.
class PossessionEndpointsTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final String PROOF = ANCHORS + "-pop/" + fingerprint(ROOT);
    private static final String CODE = "proofOfPossessionUnsignedVerificationCode";

    private final Instance instance = new Instance();
    private final TestApi acme = instance.api(Uploads.routes(instance));

    private String drawn() {
        acme.post(ANCHORS, upload(ROOT.certificate()));
        return draw();
    }

    private String draw() {
        return json(acme.post(PROOF + "/verification-code", "")).path(CODE).asString();
    }

    private static byte[] sign(String code) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(ROOT.privateKey());
        signature.update(code.getBytes(StandardCharsets.US_ASCII));
        return signature.sign();
    }

    private static String signed(String base64) {
        return "{\"proofOfPossessionSignedVerificationCode\": \"" + base64 + "\"}";
    }

    private static String base64(byte[] signature) {
        return Base64.getEncoder().encodeToString(signature);
    }

    @Test
    void a_code_is_shown_with_the_certificate_until_it_was_signed() throws Exception {
        String code = drawn();
        JsonNode shown = json(acme.get(ANCHORS + "/" + fingerprint(ROOT)));
        assertThat(shown.path("proofOfPossessionValid").asBoolean(true)).isFalse();
        assertThat(shown.path(CODE).asString()).isEqualTo(code).hasSize(160);
        assertThat(shown.path("proofOfPossessionVerificationCodeUsableUntil").asString())
                .isEqualTo("2026-03-02T12:00:00.123Z");

        JsonNode proven = json(acme.post(PROOF + "/pop", signed(base64(sign(code)))));

        assertThat(proven.path("proofOfPossessionValid").asBoolean()).isTrue();
        assertThat(proven.has(CODE)).isFalse();
        assertThat(json(acme.get(ANCHORS + "/" + fingerprint(ROOT)))).isEqualTo(proven);
    }

    @Test
    void line_breaks_in_the_signature_do_not_matter() throws Exception {
        String code = drawn();
        String wrapped =
                Base64.getMimeEncoder().encodeToString(sign(code + "\n")).replace("\r\n", "\\n") + "\\n";

        assertThat(acme.post(PROOF + "/pop", signed(wrapped)).status()).isEqualTo(200);
    }

    @Test
    void a_wrong_signature_is_refused_in_the_words_of_the_contract() throws Exception {
        String code = drawn();

        Problem problem = refusal(() -> acme.post(PROOF + "/pop", signed(base64(sign(code + "x")))));

        assertThat(problem.status()).isEqualTo(400);
        assertThat(problem.error()).isEqualTo("tenants/Bad Request");
        assertThat(problem.message())
                .isEqualTo("Wrong Proof Of Possession plaintext used for tenant <'acme'>. Certificate <'"
                        + fingerprint(ROOT) + "'>, usage not granted.");
        assertThat(problem.reason()).isEqualTo("wrong_signature");
        assertThat(problem.detail())
                .contains("Cannot verify signature for certificate with fingerprint " + fingerprint(ROOT)
                        + " and tenant id acme.");
        assertThat(instance.anchors.of(ACME).getFirst().possession().proven()).isFalse();
    }

    @Test
    void without_a_usable_code_nothing_is_proven() throws Exception {
        acme.post(ANCHORS, upload(ROOT.certificate()));
        Problem none = refusal(() -> acme.post(PROOF + "/pop", signed(base64(sign("x")))));
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.error()).isEqualTo("tenants/Unprocessable Entity");

        String code = draw();
        TestApi later = acme.at(NOW.plus(Duration.ofHours(24)).plusMillis(1));
        Problem expired = refusal(() -> later.post(PROOF + "/pop", signed(base64(sign(code)))));
        assertThat(expired.status()).isEqualTo(422);
        assertThat(expired.message()).contains("2026-03-02T12:00:00.123Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"proofOfPossessionSignedVerificationCode\": 7}"})
    void a_body_of_another_form_is_refused(String body) {
        drawn();

        assertThat(status(() -> acme.post(PROOF + "/pop", body))).isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"***", "a", "äöü"})
    void what_is_not_base64_is_no_signature(String text) {
        drawn();

        Problem problem = refusal(() -> acme.post(PROOF + "/pop", signed(text)));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.error()).isEqualTo("tenants/Invalid Data");
    }

    @Test
    void a_signature_has_at_most_2000_characters() {
        drawn();

        assertThat(status(() -> acme.post(PROOF + "/pop", signed("A".repeat(2000)))))
                .isEqualTo(400);
        assertThat(status(() -> acme.post(PROOF + "/pop", signed("A".repeat(2001)))))
                .isEqualTo(422);
    }

    @Test
    void the_operator_confirms_and_nobody_else_and_proves_nothing_for_others() {
        drawn();
        TestApi operator = acme.as(Instance.operator());

        assertThat(status(() -> acme.post(PROOF + "/confirmed", ""))).isEqualTo(403);
        assertThat(status(() -> operator.post(PROOF + "/verification-code", "")))
                .isEqualTo(403);
        assertThat(status(() -> operator.post(PROOF + "/pop", signed("")))).isEqualTo(403);
        assertThat(status(() -> acme.as(Instance.clerk(Role.ROLE_TENANT_MANAGEMENT_READ))
                        .post(PROOF + "/verification-code", "")))
                .isEqualTo(403);
        assertThat(json(operator.post(PROOF + "/confirmed", ""))
                        .path("proofOfPossessionValid")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_certificate_that_is_not_there_is_not_found() {
        for (String step : new String[] {"/verification-code", "/pop"}) {
            Problem problem = refusal(() -> acme.post(PROOF + step, signed("")));

            assertThat(problem.status()).isEqualTo(404);
            assertThat(problem.error()).isEqualTo("certificate/Not Found");
            assertThat(problem.message()).isEqualTo("Cannot find certificate with fingerprint " + fingerprint(ROOT));
        }
        assertThat(status(() -> acme.as(Instance.operator()).post(PROOF + "/confirmed", "")))
                .isEqualTo(404);
    }

    @Test
    void an_intermediate_has_nothing_to_prove() {
        TestCa issuing = ROOT.issuing("Issuing");
        acme.post(ANCHORS + "?addToTrustStore=false", upload(issuing.certificate()));
        String proof = ANCHORS + "-pop/" + fingerprint(issuing);

        assertThat(status(() -> acme.post(proof + "/verification-code", ""))).isEqualTo(422);
        assertThat(status(() -> acme.as(Instance.operator()).post(proof + "/confirmed", "")))
                .isEqualTo(422);
    }
}
