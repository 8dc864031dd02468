package io.countersign.edge.http.api;

import static io.countersign.edge.http.TestApi.json;
import static io.countersign.edge.http.api.Instance.ACME;
import static io.countersign.edge.http.api.Refusals.refusal;
import static io.countersign.edge.http.api.Refusals.status;
import static io.countersign.edge.http.api.Uploads.ANCHORS;
import static io.countersign.edge.http.api.Uploads.fingerprint;
import static io.countersign.edge.http.api.Uploads.upload;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.TestApi;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AnchorUploadTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");

    private final Instance instance = new Instance();
    private final TestApi acme = instance.api(Uploads.routes(instance));

    @Test
    void an_anchor_is_shown_in_the_words_of_the_contract() throws Exception {
        Answer answer = acme.post(
                ANCHORS,
                upload(Map.of(
                        "certInPemFormat", ROOT.pem(),
                        "status", "ENABLED",
                        "name", "Plant 7",
                        "autoRegistrationEnabled", "true")));

        assertThat(answer.status()).isEqualTo(201);
        String self = "https://acme.example:8444" + ANCHORS + "/" + fingerprint(ROOT);
        assertThat(answer.headers()).containsEntry("Location", self);
        JsonNode body = json(answer);
        assertThat(body.path("name").asString()).isEqualTo("Plant 7");
        assertThat(body.path("fingerprint").asString()).isEqualTo(fingerprint(ROOT));
        assertThat(body.path("status").asString()).isEqualTo("ENABLED");
        assertThat(body.path("autoRegistrationEnabled").isBoolean()).isTrue();
        assertThat(body.path("autoRegistrationEnabled").asBoolean()).isTrue();
        assertThat(body.path("algorithmName").asString()).isEqualTo("SHA256withECDSA");
        assertThat(body.path("version").asInt()).isEqualTo(3);
        assertThat(body.path("serialNumber").asString())
                .isEqualTo(ROOT.certificate().getSerialNumber().toString(10));
        assertThat(body.path("subject").asString()).isEqualTo("CN=Acme Root");
        assertThat(body.path("notBefore").asString()).isEqualTo("2020-01-01T00:00:00.000Z");
        assertThat(body.path("notAfter").asString()).isEqualTo("2049-01-01T00:00:00.000Z");
        assertThat(body.path("tenantCertificateAuthority").asBoolean(true)).isFalse();
        assertThat(Base64.getDecoder().decode(body.path("certInPemFormat").asString()))
                .isEqualTo(ROOT.certificate().getEncoded());
        assertThat(body.path("self").asString()).isEqualTo(self);
        assertThat(json(acme.get(ANCHORS + "/" + fingerprint(ROOT)))).isEqualTo(body);
    }

    @Test
    void the_parts_of_a_name_are_shown_last_first() {
        var name = new X500Principal("OU=Test Device,O=Thin Edge,CN=tedge04");

        JsonNode body = json(acme.post(
                ANCHORS, upload(TestCa.root("x", spec -> spec.subject(name)).certificate())));

        assertThat(body.path("subject").asString()).isEqualTo("OU=Test Device, O=Thin Edge, CN=tedge04");
        assertThat(body.path("issuer").asString()).isEqualTo("OU=Test Device, O=Thin Edge, CN=tedge04");
    }

    @Test
    void a_signature_algorithm_has_its_java_name() {
        JsonNode body = json(acme.post(
                ANCHORS,
                upload(TestCa.root("x", spec -> spec.key(KeyType.RSA_2048)).certificate())));

        assertThat(body.path("algorithmName").asString()).isEqualTo("SHA256withRSA");
    }

    static Stream<Arguments> unfit() {
        return Stream.of(
                Arguments.of("v1", TestCa.root("x", CertificateSpec::version1).certificate(), "v3"),
                Arguments.of("no CA", TestCa.root("x", CertificateSpec::noCa).certificate(), "CA:true"),
                Arguments.of(
                        "expired", TestCa.root("x", CertificateSpec::expired).certificate(), "expired"),
                Arguments.of(
                        "weak key",
                        TestCa.root("x", spec -> spec.publicKey(KeyType.rsaOfBits(1024)))
                                .certificate(),
                        "1024"),
                Arguments.of("device", ROOT.device("pump-1").certificate(), "CA:true"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unfit")
    void a_certificate_that_cannot_be_an_anchor_is_refused(String kind, X509Certificate unfit, String rule) {
        Problem problem = refusal(() -> acme.post(ANCHORS, upload(unfit)));

        assertThat(problem.status()).as(kind).isEqualTo(422);
        assertThat(problem.message()).contains(rule);
        assertThat(instance.anchors.of(ACME)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"certInPemFormat\": \"$\"}",
                "{\"certInPemFormat\": \"$\", \"status\": \"enabled\"}",
                "{\"certInPemFormat\": \"$\", \"status\": true}",
                "{\"certInPemFormat\": null, \"status\": \"ENABLED\"}",
                "{\"certInPemFormat\": [\"$\"], \"status\": \"ENABLED\"}",
                "{\"certInPemFormat\": \"$\", \"status\": \"ENABLED\", \"name\": 7}",
                "{\"certInPemFormat\": \"$\", \"status\": \"ENABLED\", \"autoRegistrationEnabled\": \"yes\"}",
            })
    void an_upload_of_another_form_is_refused(String body) {
        String upload = body.replace("$", CertificateText.write(ROOT.certificate()));

        assertThat(status(() -> acme.post(ANCHORS, upload))).isEqualTo(422);
    }

    @Test
    void a_name_has_at_most_256_characters() {
        String certificate = CertificateText.write(ROOT.certificate());
        Map<String, Object> tooLong =
                Map.of("certInPemFormat", certificate, "status", "ENABLED", "name", "n".repeat(257));
        Map<String, Object> longest =
                Map.of("certInPemFormat", certificate, "status", "ENABLED", "name", "n".repeat(256));

        assertThat(status(() -> acme.post(ANCHORS, upload(tooLong)))).isEqualTo(422);
        assertThat(acme.post(ANCHORS, upload(longest)).status()).isEqualTo(201);
    }

    @Test
    void with_addToTrustStore_false_a_certificate_is_stored_as_an_intermediate() {
        TestCa issuing = ROOT.issuing("Issuing");

        JsonNode body = json(acme.post(ANCHORS + "?addToTrustStore=false", upload(issuing.certificate())));

        assertThat(body.path("addToTrustStore").asBoolean(true)).isFalse();
        assertThat(body.path("effective").asBoolean()).isTrue();
        assertThat(json(acme.get(ANCHORS)).path("certificates").path(0)).isEqualTo(body);
        String stored = ANCHORS + "/" + fingerprint(issuing);
        assertThat(json(acme.put(stored, "{\"name\": \"Between\", \"status\": \"DISABLED\"}"))
                        .path("addToTrustStore")
                        .asBoolean(true))
                .isFalse();
        assertThat(status(() -> acme.put(stored, "{\"autoRegistrationEnabled\": true}")))
                .isEqualTo(422);
        assertThat(acme.delete(stored).status()).isEqualTo(204);
        assertThat(json(acme.post(ANCHORS + "?addToTrustStore=true", upload(issuing.certificate())))
                        .path("addToTrustStore")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_certificate_changes_its_use_by_being_deleted_first() {
        TestCa issuing = ROOT.issuing("Issuing");
        acme.post(ANCHORS, upload(ROOT.certificate()));
        acme.post(ANCHORS + "?addToTrustStore=false", upload(issuing.certificate()));

        Problem asAnchor = refusal(() -> acme.post(ANCHORS, upload(issuing.certificate())));
        Problem again = refusal(() -> acme.post(ANCHORS + "?addToTrustStore=false", upload(issuing.certificate())));

        assertThat(asAnchor.status()).isEqualTo(409);
        assertThat(asAnchor.message()).contains("as an intermediate");
        assertThat(asAnchor.hint()).contains("Delete it first, then upload it for its new use.");
        assertThat(again.message()).contains("is already uploaded to this tenant.");
        acme.delete(ANCHORS + "/" + fingerprint(issuing));
        acme.post(ANCHORS, upload(issuing.certificate()));
        assertThat(refusal(() -> acme.post(ANCHORS + "?addToTrustStore=false", upload(issuing.certificate())))
                        .message())
                .contains("as a trusted one");
    }

    @Test
    void where_keys_may_be_shared_the_copy_of_another_tenant_is_taken_and_shown_as_without_effect() {
        TestApi sharing = instance.api(Uploads.routes(instance, Sharing.ALLOWED));
        sharing.post(ANCHORS, upload(ROOT.certificate()));

        JsonNode copy = json(sharing.as(Instance.operator())
                .post("/tenant/tenants/management/trusted-certificates", upload(ROOT.certificate())));

        assertThat(copy.path("effective").asBoolean(true)).isFalse();
        assertThat(json(sharing.get(ANCHORS + "/" + fingerprint(ROOT)))
                        .path("effective")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void only_the_owner_is_told_whose_a_taken_certificate_is() {
        acme.post(ANCHORS, upload(ROOT.certificate()));
        TestApi managements = acme.as(Instance.operator());

        Problem own = refusal(() -> acme.post(ANCHORS, upload(ROOT.certificate())));
        Problem foreign = refusal(
                () -> managements.post("/tenant/tenants/management/trusted-certificates", upload(ROOT.certificate())));

        assertThat(own.status()).isEqualTo(409);
        assertThat(own.message()).contains("already uploaded to this tenant");
        assertThat(foreign.status()).isEqualTo(409);
        assertThat(foreign.message() + foreign.detail() + foreign.hint()).doesNotContain("acme");
    }

    @Test
    void a_tenant_has_few_anchors_of_one_name() {
        for (int i = 0; i < 8; i++) {
            acme.post(ANCHORS, upload(TestCa.root("Same").certificate()));
        }

        assertThat(status(() -> acme.post(ANCHORS, upload(TestCa.root("Same").certificate()))))
                .isEqualTo(422);
    }
}
