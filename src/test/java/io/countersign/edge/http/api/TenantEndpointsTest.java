package io.countersign.edge.http.api;

import static io.countersign.edge.http.TestApi.json;
import static io.countersign.edge.http.api.Instance.ACME;
import static io.countersign.edge.http.api.Instance.NOW;
import static io.countersign.edge.http.api.Refusals.refusal;
import static io.countersign.edge.http.api.Refusals.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantStatus;
import io.countersign.core.user.Role;
import io.countersign.core.user.User;
import io.countersign.core.user.UserName;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Route;
import io.countersign.edge.http.TestApi;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class TenantEndpointsTest {
    private static final String BETA = """
            {"id": "beta", "domain": "beta.example", "company": "Beta", "adminName": "bea",
             "adminPass": "12345678", "adminEmail": "bea@beta.example"}""";

    private final Instance instance = new Instance();
    private final Deque<String> freshIds = new ArrayDeque<>(List.of("t100", "t101", "t102"));
    private final List<Route> routes = new TenantEndpoints(
                    instance.tenants, instance.users, instance.passwords, () -> new TenantId(freshIds.remove()))
            .routes();
    private final TestApi acme = instance.api(routes);
    private final TestApi operator = acme.as(Instance.operator());

    @Test
    void a_new_tenant_stands_where_the_answer_says_and_has_its_administrator() {
        Answer answer = operator.post("/tenant/tenants", BETA);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers()).containsEntry("Location", "https://acme.example:8444/tenant/tenants/beta");
        JsonNode body = json(answer);
        assertThat(body.path("id").asString()).isEqualTo("beta");
        assertThat(body.path("domain").asString()).isEqualTo("beta.example");
        assertThat(body.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(body.path("creationTime").asString()).isEqualTo("2026-03-01T12:00:00.123Z");
        assertThat(body.path("self").asString()).isEqualTo(answer.headers().get("Location"));
        assertThat(json(operator.get("/tenant/tenants/beta"))).isEqualTo(body);
        User admin =
                instance.users.find(new TenantId("beta"), new UserName("bea")).orElseThrow();
        assertThat(admin.roles()).isEqualTo(Role.ofAdministrators());
        assertThat(instance.passwords.matches("12345678", admin.passwordHash())).isTrue();
    }

    @Test
    void a_password_is_never_shown() {
        JsonNode body = json(operator.post("/tenant/tenants", BETA));

        assertThat(body.toString()).doesNotContain("12345678").doesNotContain("87654321");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"short77\"", "123456789", "[\"secret-list\"]", "{\"a\": \"secret-map\"}", "null"})
    void a_bad_password_is_not_repeated(String password) {
        Problem problem = refusal(() -> operator.post("/tenant/tenants", BETA.replace("\"12345678\"", password)));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.message() + problem.detail()).doesNotContain("short77", "123456789", "secret");
    }

    @Test
    void an_id_is_drawn_where_none_is_chosen_and_drawn_again_where_it_is_taken() {
        String anyId = BETA.replace("\"id\": \"beta\", ", "");
        operator.post("/tenant/tenants", BETA.replace("\"beta\"", "\"t100\""));

        assertThat(json(operator.post("/tenant/tenants", anyId.replace("beta.example", "gamma.example")))
                        .path("id")
                        .asString())
                .isEqualTo("t101");
    }

    @ParameterizedTest
    @CsvSource({
        "acme,          other.example",
        "management,    other.example",
        "other,         acme.example",
    })
    void a_taken_id_or_domain_is_a_conflict(String id, String domain) {
        String taken = BETA.replace("\"beta\"", "\"" + id + "\"").replace("beta.example", domain);

        assertThat(status(() -> operator.post("/tenant/tenants", taken))).isEqualTo(409);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"beta\"         | \"B\"                 | a tenant id is 2 to 32 characters",
                "\"beta\"         | 7                     | '''id'' is a text'",
                "\"beta.example\" | \"https://b.example\" | a domain is a bare lower-case host name",
                "\"beta.example\" | null                  | '''domain'' is missing'",
                "\"Beta\"         | \"\"                  | company is 1 to 256 characters",
                "\"bea\"          | \"device_7\"          | names that begin with device_ belong to devices",
                "\"bea\"          | \"b/a\"               | a user name is 1 to 254 visible ASCII characters",
                "\"bea@beta.example\" | \"\"              | adminEmail is 1 to 254 characters",
            })
    void a_broken_rule_is_named(String from, String to, String rule) {
        Problem problem = refusal(() -> operator.post("/tenant/tenants", BETA.replace(from, to)));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.message()).containsIgnoringCase(rule);
    }

    @Test
    void a_value_without_end_is_not_repeated_whole() {
        String endless = BETA.replace("beta.example", "x".repeat(100_000));

        assertThat(status(() -> operator.post("/tenant/tenants", endless))).isEqualTo(422);
        assertThat(status(() -> operator.post("/tenant/tenants", BETA.replace("\"beta\"", "\"" + endlessId() + "\""))))
                .isEqualTo(422);
        assertThat(status(() -> operator.get("/tenant/tenants/" + endlessId()))).isEqualTo(404);
    }

    private static String endlessId() {
        return "y".repeat(100_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "\"x\"", "{", "{\"id\":1,\"id\":2}", "\u0000"})
    void what_is_no_json_object_cannot_be_read(String body) {
        assertThat(status(() -> operator.post("/tenant/tenants", body))).isEqualTo(400);
    }

    @Test
    void a_change_touches_only_what_it_names() {
        operator.post("/tenant/tenants", BETA);

        JsonNode changed = json(operator.put("/tenant/tenants/beta", "{\"company\": \"Beta & Sons\", \"x\": 1}"));

        assertThat(changed.path("company").asString()).isEqualTo("Beta & Sons");
        assertThat(changed.path("domain").asString()).isEqualTo("beta.example");
        assertThat(changed.path("adminEmail").asString()).isEqualTo("bea@beta.example");
    }

    @Test
    void null_takes_the_mail_address_away() {
        operator.post("/tenant/tenants", BETA);

        assertThat(json(operator.put("/tenant/tenants/beta", "{\"adminEmail\": null}"))
                        .has("adminEmail"))
                .isFalse();
    }

    @Test
    void a_tenant_is_suspended_and_activated() {
        operator.put("/tenant/tenants/acme", "{\"status\": \"SUSPENDED\"}");
        assertThat(instance.tenants.find(ACME).orElseThrow().status()).isEqualTo(TenantStatus.SUSPENDED);

        operator.put("/tenant/tenants/acme", "{\"status\": \"ACTIVE\"}");
        assertThat(instance.tenants.find(ACME).orElseThrow().isActive()).isTrue();
    }

    @Test
    void a_domain_of_another_tenant_is_a_conflict() {
        assertThat(status(() -> operator.put("/tenant/tenants/acme", "{\"domain\": \"management.example\"}")))
                .isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"adminName\": \"eve\"}", "{\"id\": \"eve\"}", "{\"status\": \"OFF\"}"})
    void what_cannot_be_changed_is_refused(String change) {
        assertThat(status(() -> operator.put("/tenant/tenants/acme", change))).isEqualTo(422);
    }

    @Test
    void an_unchanged_representation_can_be_sent_back() {
        String body = json(operator.get("/tenant/tenants/acme")).toString();

        assertThat(json(operator.put("/tenant/tenants/acme", body)).toString()).isEqualTo(body);
    }

    @Test
    void the_operator_gives_a_tenants_administrator_a_new_password() {
        operator.put("/tenant/tenants/acme", "{\"adminPass\": \"battery staple\"}");

        User admin = instance.users.find(ACME, new UserName("admin")).orElseThrow();
        assertThat(instance.passwords.matches("battery staple", admin.passwordHash()))
                .isTrue();
        assertThat(admin.passwordChangedAt()).isEqualTo(NOW);
    }

    @Test
    void a_deleted_tenant_is_gone() {
        assertThat(operator.delete("/tenant/tenants/acme").status()).isEqualTo(204);

        assertThat(status(() -> operator.get("/tenant/tenants/acme"))).isEqualTo(404);
        assertThat(status(() -> operator.delete("/tenant/tenants/acme"))).isEqualTo(404);
        assertThat(refusal(() -> operator.put("/tenant/tenants/acme", "{}")).message())
                .isEqualTo("There is no tenant with id = acme");
    }

    @Test
    void the_management_tenant_can_be_neither_deleted_nor_suspended() {
        assertThat(status(() -> operator.delete("/tenant/tenants/management"))).isEqualTo(422);
        assertThat(status(() -> operator.put("/tenant/tenants/management", "{\"status\": \"SUSPENDED\"}")))
                .isEqualTo(422);
    }

    @Test
    void only_the_management_tenant_sees_tenants() {
        assertThat(status(() -> acme.get("/tenant/tenants"))).isEqualTo(403);
        assertThat(status(() -> acme.get("/tenant/tenants/acme"))).isEqualTo(403);
        assertThat(status(() -> acme.post("/tenant/tenants", BETA))).isEqualTo(403);
        assertThat(status(() -> acme.delete("/tenant/tenants/acme"))).isEqualTo(403);
    }

    @Test
    void tenants_are_listed_page_by_page_in_the_order_of_their_ids() {
        JsonNode first = json(operator.get("/tenant/tenants?pageSize=1&withTotalPages=true"));

        assertThat(first.path("tenants").path(0).path("id").asString()).isEqualTo("acme");
        assertThat(first.path("statistics").path("totalPages").asInt()).isEqualTo(2);
        assertThat(first.path("next").asString()).contains("currentPage=2");
        JsonNode second = json(operator.get("/tenant/tenants?pageSize=1&currentPage=2"));
        assertThat(second.path("tenants").path(0).path("id").asString()).isEqualTo("management");
        assertThat(second.has("next")).isFalse();
    }

    @Test
    void everybody_may_ask_for_their_own_tenant() {
        JsonNode own = json(acme.as(Instance.device("pump-1")).get("/tenant/currentTenant"));

        assertThat(own.path("name").asString()).isEqualTo("acme");
        assertThat(own.path("domainName").asString()).isEqualTo("acme.example");
        assertThat(own.path("parent").asString()).isEqualTo("management");
        assertThat(own.path("allowCreateTenants").asBoolean()).isFalse();
        assertThat(acme.send(HttpMethod.HEAD, "/tenant/currentTenant", new byte[0], Map.of())
                        .status())
                .isEqualTo(200);
    }
}
