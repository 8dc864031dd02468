package io.countersign.edge.http.api;

import static io.countersign.edge.http.TestApi.json;
import static io.countersign.edge.http.api.Instance.ACME;
import static io.countersign.edge.http.api.Refusals.refusal;
import static io.countersign.edge.http.api.Refusals.status;
import static io.countersign.edge.http.api.Uploads.ANCHORS;
import static io.countersign.edge.http.api.Uploads.fingerprint;
import static io.countersign.edge.http.api.Uploads.upload;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.TestApi;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Many trusted certificates together (contract.md 2.2): all of them or none.
class AnchorBulkTest {
    private static final String BULK = ANCHORS + "/bulk";

    private final Instance instance = new Instance();
    private final TestApi acme = instance.api(Uploads.routes(instance));
    private final TestCa first = TestCa.root("a");
    private final TestCa second = TestCa.root("b");

    private static String bulk(TestCa... cas) {
        return upload(Map.of(
                "certificates",
                Stream.of(cas)
                        .map(ca -> Map.of(
                                "certInPemFormat", ca.pem(), "status", "ENABLED", "autoRegistrationEnabled", "true"))
                        .toList()));
    }

    @Test
    void many_are_uploaded_in_one_request() {
        Answer answer = acme.post(BULK, bulk(first, second));

        assertThat(answer.status()).isEqualTo(201);
        JsonNode body = json(answer);
        assertThat(body.path("self").asString()).isEqualTo("https://acme.example:8444" + ANCHORS);
        assertThat(body.path("certificates").size()).isEqualTo(2);
        assertThat(body.path("certificates").path(1)).isEqualTo(json(acme.get(ANCHORS + "/" + fingerprint(second))));
        assertThat(body.path("certificates")
                        .path(1)
                        .path("autoRegistrationEnabled")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void one_at_fault_keeps_all_out_and_is_named_by_its_index() {
        TestCa expired = TestCa.root("c", CertificateSpec::expired);
        acme.post(ANCHORS, upload(second.certificate()));

        Problem unfit = refusal(() -> acme.post(BULK, bulk(first, expired)));
        Problem taken = refusal(() -> acme.post(BULK, bulk(first, second)));
        Problem twice = refusal(() -> acme.post(BULK, bulk(first, first)));

        assertThat(unfit.status()).isEqualTo(422);
        assertThat(unfit.message()).startsWith("Certificate at index 1, so none was uploaded: The certificate expired");
        assertThat(taken.status()).isEqualTo(409);
        assertThat(taken.message()).contains("index 1").contains(fingerprint(second));
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.message()).contains("index 1");
        assertThat(instance.anchors.of(ACME)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"certificates\": null}",
                "{\"certificates\": {}}",
                "{\"certificates\": \"x\"}",
                "{\"certificates\": []}",
                "{\"certificates\": [1]}",
                "{\"certificates\": [null]}",
                "{\"certificates\": [{}]}",
                "{\"certificates\": [{\"certInPemFormat\": \"x\", \"status\": \"ENABLED\"}]}"
            })
    void a_body_of_another_form_is_refused(String body) {
        assertThat(status(() -> acme.post(BULK, body))).isEqualTo(422);
    }

    @Test
    void a_fault_in_the_form_of_one_is_named_by_its_index_too() {
        String body = "{\"certificates\": [%s, {\"status\": \"ENABLED\"}]}".formatted(upload(first.certificate()));

        assertThat(refusal(() -> acme.post(BULK, body)).message())
                .isEqualTo("Certificate at index 1, so none was uploaded: 'certInPemFormat' is missing.");
        assertThat(instance.anchors.of(ACME)).isEmpty();
    }

    @Test
    void a_hundred_come_together_at_most() {
        List<TestCa> hundredAndOne = Collections.nCopies(101, first);

        assertThat(refusal(() -> acme.post(BULK, bulk(hundredAndOne.toArray(TestCa[]::new))))
                        .message())
                .isEqualTo("'certificates' holds 1 to 100 certificates, not 101.");
    }

    @Test
    void intermediates_may_come_in_bulk_too() {
        TestCa issuing = first.issuing("Issuing");

        JsonNode body = json(acme.post(
                BULK + "?addToTrustStore=false",
                upload(Map.of(
                        "certificates", List.of(Map.of("certInPemFormat", issuing.pem(), "status", "ENABLED"))))));

        assertThat(body.path("certificates").path(0).path("addToTrustStore").asBoolean(true))
                .isFalse();
    }

    @Test
    void only_the_tenant_itself_uploads() {
        assertThat(status(() -> acme.as(Instance.operator()).post(BULK, bulk(first))))
                .isEqualTo(403);
    }
}
