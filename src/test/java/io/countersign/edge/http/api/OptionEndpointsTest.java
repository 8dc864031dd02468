package io.countersign.edge.http.api;

import static io.countersign.edge.http.TestApi.json;
import static io.countersign.edge.http.api.Instance.ACME;
import static io.countersign.edge.http.api.Refusals.refusal;
import static io.countersign.edge.http.api.Refusals.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.SetOptions;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.token.Lifespan;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.core.user.Role;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Route;
import io.countersign.edge.http.TestApi;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class OptionEndpointsTest {
    private static final String LIFESPAN = "/tenant/options/oauth.internal/device-token.lifespan.seconds";

    private final Instance instance = new Instance();
    private final List<Route> routes = Stream.concat(
                    new OptionEndpoints(
                                    instance.options,
                                    new SetOptions(instance.options, List.of(new Lifespan.Rule())),
                                    instance.tenants)
                            .routes().stream(),
                    new SystemEndpoints("1.2.3", Sharing.ALLOWED).routes().stream())
            .toList();
    private final TestApi acme = instance.api(routes);
    private final TestApi operator = acme.as(Instance.operator());

    private static String option(String category, String key, String value) {
        return "{\"category\": \"" + category + "\", \"key\": \"" + key + "\", \"value\": \"" + value + "\"}";
    }

    @Test
    void a_new_option_is_answered_with_200() {
        Answer answer = acme.post("/tenant/options", option("access.control", "allow.origin", "*"));

        assertThat(answer.status()).isEqualTo(200);
        JsonNode body = json(answer);
        assertThat(body.path("category").asString()).isEqualTo("access.control");
        assertThat(body.path("key").asString()).isEqualTo("allow.origin");
        assertThat(body.path("value").asString()).isEqualTo("*");
        assertThat(body.path("self").asString())
                .isEqualTo("https://acme.example:8444/tenant/options/access.control/allow.origin");
        assertThat(json(acme.get("/tenant/options/access.control/allow.origin")))
                .isEqualTo(body);
    }

    @Test
    void an_option_that_is_not_there_yet_is_made_by_a_change() {
        assertThat(acme.put("/tenant/options/configuration/crl.online.check.enabled", "{\"value\": \"true\"}")
                        .status())
                .isEqualTo(200);
        assertThat(acme.put("/tenant/options/configuration/crl.online.check.enabled", "{\"value\": \"false\"}")
                        .status())
                .isEqualTo(200);
        assertThat(instance.options.all(ACME)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"300", "3600", "2592000"})
    void a_lifespan_in_its_range_is_taken(String seconds) {
        assertThat(acme.put(LIFESPAN, "{\"value\": \"" + seconds + "\"}").status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"299", "2592001", "-300", "3600.0", "", " 300", "1e3", "99999999999999999999"})
    void a_lifespan_out_of_its_range_is_refused_with_rule_and_value(String seconds) {
        Problem problem = refusal(() -> acme.put(LIFESPAN, "{\"value\": \"" + seconds + "\"}"));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.message()).contains("300 to 2592000").contains("'" + seconds + "'");
        assertThat(instance.options.all(ACME)).isEmpty();
    }

    @Test
    void a_category_is_a_flat_object() {
        assertThat(json(acme.put("/tenant/options/app", "{\"a\": \"1\", \"b\": \"2\"}"))
                        .toString())
                .isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
        acme.post("/tenant/options", option("other", "c", "3"));

        assertThat(json(acme.get("/tenant/options/app")).toString()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
        assertThat(json(acme.get("/tenant/options/empty")).toString()).isEqualTo("{}");
    }

    @Test
    void all_of_a_category_is_changed_or_nothing() {
        String change = "{\"other\": \"1\", \"device-token.lifespan.seconds\": \"1\"}";

        assertThat(status(() -> acme.put("/tenant/options/oauth.internal", change)))
                .isEqualTo(422);
        assertThat(instance.options.all(ACME)).isEmpty();
    }

    @Test
    void a_secret_is_never_shown() {
        String secret = "/tenant/options/mail/credentials.password";
        List<Answer> answers = List.of(
                acme.post("/tenant/options", option("mail", "credentials.password", "hunter22")),
                acme.put(secret, "{\"value\": \"hunter22\"}"),
                acme.put("/tenant/options/mail", "{\"credentials.password\": \"hunter22\"}"),
                acme.get(secret),
                acme.get("/tenant/options/mail"),
                acme.get("/tenant/options"));

        assertThat(answers)
                .allSatisfy(answer -> assertThat(json(answer).toString())
                        .contains("<<Encrypted>>")
                        .doesNotContain("hunter22"));
        assertThat(instance.options.all(ACME).getFirst().value()).isEqualTo("hunter22");
    }

    @Test
    void the_mask_of_a_secret_is_not_written_over_it() {
        acme.post("/tenant/options", option("mail", "credentials.password", "hunter22"));
        String readBack = json(acme.get("/tenant/options/mail")).toString();

        assertThat(status(() -> acme.put("/tenant/options/mail", readBack))).isEqualTo(422);
        assertThat(instance.options.all(ACME).getFirst().value()).isEqualTo("hunter22");
    }

    @Test
    void an_option_is_deleted_once() {
        acme.put("/tenant/options/a/b", "{\"value\": \"c\"}");

        assertThat(acme.delete("/tenant/options/a/b").status()).isEqualTo(204);
        assertThat(status(() -> acme.delete("/tenant/options/a/b"))).isEqualTo(404);
        assertThat(status(() -> acme.get("/tenant/options/a/b"))).isEqualTo(404);
    }

    @Test
    void a_frozen_option_is_read_but_not_changed() {
        acme.put("/tenant/options/a/b", "{\"value\": \"c\"}");
        operator.put("/tenant/options/a/b/editable?targetTenant=acme", "{\"editable\": false}");

        assertThat(status(() -> acme.put("/tenant/options/a/b", "{\"value\": \"d\"}")))
                .isEqualTo(403);
        assertThat(status(() -> acme.put("/tenant/options/a", "{\"b\": \"d\"}")))
                .isEqualTo(403);
        assertThat(status(() -> acme.delete("/tenant/options/a/b"))).isEqualTo(403);
        assertThat(json(acme.get("/tenant/options/a/b")).path("value").asString())
                .isEqualTo("c");

        operator.put("/tenant/options/a/b/editable?targetTenant=acme", "{\"editable\": \"true\"}");
        assertThat(acme.put("/tenant/options/a/b", "{\"value\": \"d\"}").status())
                .isEqualTo(200);
    }

    @Test
    void only_the_operator_freezes_options_that_are_there() {
        acme.put("/tenant/options/a/b", "{\"value\": \"c\"}");
        String freeze = "{\"editable\": false}";

        assertThat(status(() -> acme.put("/tenant/options/a/b/editable?targetTenant=acme", freeze)))
                .isEqualTo(403);
        assertThat(status(() -> operator.put("/tenant/options/a/x/editable?targetTenant=acme", freeze)))
                .isEqualTo(404);
        assertThat(status(() -> operator.put("/tenant/options/a/b/editable?targetTenant=t01", freeze)))
                .isEqualTo(404);
        assertThat(status(() -> operator.put("/tenant/options/a/b/editable?targetTenant=T%201", freeze)))
                .isEqualTo(422);
        assertThat(status(() -> operator.put("/tenant/options/a/b/editable?targetTenant=acme", "{}")))
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "a$", "{x}", "a\u0000", "\u00a0\u2003", ""})
    void a_category_of_forbidden_characters_is_refused(String category) {
        String escaped = category.replace("\u0000", "\\u0000");

        assertThat(status(() -> acme.post("/tenant/options", option(escaped, "k", "v"))))
                .isEqualTo(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"category\": \"a\", \"key\": \"b\"}",
                "{\"category\": \"a\", \"value\": \"b\"}",
                "{\"category\": \"a\", \"key\": \"b\", \"value\": 1}",
                "{\"category\": \"a\", \"key\": \"b\", \"value\": null}",
            })
    void category_key_and_value_are_texts_that_must_be_there(String body) {
        assertThat(status(() -> acme.post("/tenant/options", body))).isEqualTo(422);
    }

    @Test
    void a_value_has_at_most_65536_characters() {
        assertThat(acme.put("/tenant/options/a/b", "{\"value\": \"" + "v".repeat(65_536) + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(status(() -> acme.put("/tenant/options/a/b", "{\"value\": \"" + "v".repeat(65_537) + "\"}")))
                .isEqualTo(422);
    }

    @Test
    void a_tenant_that_is_full_may_still_change_what_it_has() {
        for (int i = 0; i < 1000; i++) {
            instance.options.put(ACME, List.of(new TenantOption(new TenantOption.Name("a", "k" + i), "v", true)));
        }

        assertThat(status(() -> acme.put("/tenant/options/a/one-more", "{\"value\": \"v\"}")))
                .isEqualTo(422);
        assertThat(acme.put("/tenant/options/a/k7", "{\"value\": \"w\"}").status())
                .isEqualTo(200);
    }

    @Test
    void options_are_listed_page_by_page() {
        acme.put("/tenant/options/a", "{\"1\": \"x\", \"2\": \"x\", \"3\": \"x\"}");

        JsonNode page = json(acme.get("/tenant/options?pageSize=2&currentPage=2"));

        assertThat(page.path("options").size()).isEqualTo(1);
        assertThat(page.path("options").path(0).path("key").asString()).isEqualTo("3");
    }

    @Test
    void every_tenant_has_options_of_its_own() {
        acme.put("/tenant/options/a/b", "{\"value\": \"c\"}");

        assertThat(status(() -> operator.get("/tenant/options/a/b"))).isEqualTo(404);
        assertThat(instance.options.all(TenantId.MANAGEMENT)).isEmpty();
    }

    @Test
    void roles_are_asked_for() {
        TestApi reader = acme.as(Instance.clerk(Role.ROLE_OPTION_MANAGEMENT_READ));

        assertThat(reader.get("/tenant/options").status()).isEqualTo(200);
        assertThat(status(() -> reader.put("/tenant/options/a/b", "{\"value\": \"c\"}")))
                .isEqualTo(403);
        assertThat(status(() -> acme.as(Instance.device("pump-1")).get("/tenant/options")))
                .isEqualTo(403);
    }

    @Test
    void everybody_may_read_the_options_of_the_instance() {
        TestApi anybody = acme.as(Instance.clerk());

        assertThat(json(anybody.get("/tenant/system/options/system/version"))
                        .path("value")
                        .asString())
                .isEqualTo("1.2.3");
        assertThat(json(anybody.get("/tenant/system/options/ssl/shared-truststore.enabled"))
                        .path("value")
                        .asString())
                .isEqualTo("true");
        assertThat(json(anybody.get("/tenant/system/options"))
                        .path("options")
                        .path(0)
                        .path("value")
                        .asString())
                .isEqualTo("true");
        assertThat(json(anybody.get("/tenant/system/options")).path("options").size())
                .isEqualTo(2);
        assertThat(status(() -> anybody.get("/tenant/system/options/a/b"))).isEqualTo(404);
    }
}
