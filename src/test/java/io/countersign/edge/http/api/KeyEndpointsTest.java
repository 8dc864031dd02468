package io.countersign.edge.http.api;

import static io.countersign.edge.http.TestApi.json;
import static io.countersign.edge.http.api.Instance.NOW;
import static io.countersign.edge.http.api.Refusals.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.countersign.core.signing.InMemorySigningKeys;
import io.countersign.core.signing.KeyRing;
import io.countersign.core.signing.KeySchedule;
import io.countersign.core.signing.RotateKeys;
import io.countersign.core.signing.SigningKey;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.TestApi;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class KeyEndpointsTest {
    private static final String ROTATE = "/countersign/keys/rotate";

    private final RotateKeys keys = new RotateKeys(new InMemorySigningKeys(), KeySchedule.DEFAULT, NOW);
    private final TestApi acme = new Instance().api(new KeyEndpoints(keys, KeySchedule.DEFAULT).routes());
    private final TestApi operator = acme.as(Instance.operator());

    @Test
    void every_key_is_published_without_its_private_half() throws Exception {
        operator.post(ROTATE, "");

        Answer answer = acme.get("/.well-known/jwks.json");

        assertThat(answer.headers()).containsEntry("Cache-Control", "public, max-age=300");
        JWKSet set = JWKSet.parse(json(answer).toString());
        assertThat(set.getKeys()).hasSize(2).noneMatch(JWK::isPrivate);
        SigningKey key = keys.ring().keys().getFirst();
        JWK published = set.getKeyByKeyId(key.kid());
        assertThat(published.toECKey().toECPublicKey()).isEqualTo(key.publicKey());
        assertThat(published.getAlgorithm().getName()).isEqualTo("ES256");
        assertThat(published.getKeyUse().identifier()).isEqualTo("sig");
    }

    @ParameterizedTest
    @CsvSource({"ES256, EC", "RS256, RSA", "EdDSA, OKP"})
    void a_key_is_published_in_the_form_of_its_kind(String algorithm, String kind) throws Exception {
        String kid = json(operator.post(ROTATE, "{\"algorithm\": \"" + algorithm + "\"}"))
                .path("kid")
                .asString();

        JWK published = JWKSet.parse(json(acme.get("/.well-known/jwks.json")).toString())
                .getKeyByKeyId(kid);

        assertThat(published.getKeyType().getValue()).isEqualTo(kind);
        assertThat(published.getAlgorithm().getName()).isEqualTo(algorithm);
        assertThat(published.isPrivate()).isFalse();
        assertThat(published.computeThumbprint().toString()).isEqualTo(kid);
    }

    @Test
    void a_new_key_of_another_algorithm_leaves_the_present_ones_alone() {
        operator.post(ROTATE, "{\"algorithm\": \"RS256\", \"now\": true}");

        assertThat(statuses(operator)).containsExactly("signing", "signing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"es256", "HS256", "none", "", "EDDSA"})
    void an_algorithm_that_tokens_are_never_signed_with_is_refused(String algorithm) {
        assertThat(status(() -> operator.post(ROTATE, "{\"algorithm\": \"" + algorithm + "\"}")))
                .isEqualTo(422);
        assertThat(keys.ring().keys()).hasSize(1);
    }

    @Test
    void a_new_key_signs_after_the_notice() {
        Answer answer = operator.post(ROTATE, "{}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(json(answer).path("status").asString()).isEqualTo("published");
        assertThat(json(answer).path("publishedAt").asString()).isEqualTo("2026-03-01T12:00:00.123Z");
        assertThat(json(answer).path("signsFrom").asString()).isEqualTo("2026-03-02T12:00:00.123Z");
        assertThat(statuses(operator)).containsExactly("signing", "published");
        assertThat(statuses(operator.at(NOW.plus(KeySchedule.DEFAULT.notice()))))
                .containsExactly("retiring", "signing");
    }

    @Test
    void a_new_key_signs_at_once_if_the_operator_says_so() {
        assertThat(json(operator.post(ROTATE, "{\"now\": true}")).path("status").asString())
                .isEqualTo("signing");
        assertThat(statuses(operator)).containsExactly("retiring", "signing");
    }

    private static Stream<String> statuses(TestApi api) {
        return json(api.get("/countersign/keys"))
                .path("keys")
                .valueStream()
                .map(key -> key.path("status").asString());
    }

    @Test
    void a_key_in_the_list_has_a_name_and_an_algorithm() {
        JsonNode key = json(operator.get("/countersign/keys")).path("keys").path(0);

        assertThat(key.path("kid").asString())
                .isEqualTo(keys.ring().keys().getLast().kid());
        assertThat(key.path("algorithm").asString()).isEqualTo("ES256");
    }

    @Test
    void a_key_is_taken_back() throws Exception {
        String kid = keys.ring().keys().getFirst().kid();

        assertThat(operator.delete("/countersign/keys/" + kid).status()).isEqualTo(204);

        assertThat(statuses(operator)).containsExactly("signing");
        assertThat(JWKSet.parse(json(acme.get("/.well-known/jwks.json")).toString())
                        .getKeyByKeyId(kid))
                .isNull();
        assertThat(status(() -> operator.delete("/countersign/keys/" + kid))).isEqualTo(404);
    }

    @Test
    void there_are_only_so_many_keys() {
        while (keys.ring().keys().size() < KeyRing.KEYS_MAX) {
            operator.post(ROTATE, "");
        }

        assertThat(status(() -> operator.post(ROTATE, ""))).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"now\": 1}", "{\"now\": \"soon\"}", "[]", "x"})
    void now_is_a_truth_value(String body) {
        assertThat(status(() -> operator.post(ROTATE, body))).isIn(400, 422);
        assertThat(keys.ring().keys()).hasSize(1);
    }

    @Test
    void only_the_operator_sees_and_rotates_keys() {
        assertThat(status(() -> acme.get("/countersign/keys"))).isEqualTo(403);
        assertThat(status(() -> acme.post(ROTATE, ""))).isEqualTo(403);
        assertThat(status(() -> acme.delete(
                        "/countersign/keys/" + keys.ring().keys().getFirst().kid())))
                .isEqualTo(403);
    }
}
