package io.countersign.edge.http.api;

import static io.countersign.edge.http.TestApi.json;
import static io.countersign.edge.http.api.Instance.ACME;
import static io.countersign.edge.http.api.Instance.NOW;
import static io.countersign.edge.http.api.Refusals.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.Domain;
import io.countersign.core.token.EndToken;
import io.countersign.core.token.InMemoryIssuedTokens;
import io.countersign.core.token.Stamp;
import io.countersign.core.token.TokenClaims;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Thumbprint;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.TestApi;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CurrentUserEndpointsTest {
    private static final TokenClaims TOKEN = new TokenClaims(
            new Domain("acme.example"),
            ACME,
            new DeviceId("pump-1"),
            UUID.fromString("019c0000-0000-7000-8000-000000000000"),
            NOW,
            NOW.plusSeconds(3600),
            new Thumbprint("A".repeat(43)),
            new AnchorId("0123456789abcdef"),
            List.of());

    private final InMemoryIssuedTokens issuedTokens = new InMemoryIssuedTokens();
    private final Instance instance = new Instance();
    private final TestApi acme = instance.api(
            new CurrentUserEndpoints(instance.users, new EndToken(issuedTokens), instance.tenants).routes());

    @Test
    void a_person_is_shown_with_what_it_may_do() {
        JsonNode body = json(acme.get("/user/currentUser"));

        assertThat(body.path("id").asString()).isEqualTo("admin");
        assertThat(body.path("userName").asString()).isEqualTo("admin");
        assertThat(body.path("shouldResetPassword").asBoolean(true)).isFalse();
        assertThat(body.path("lastPasswordChange").asString()).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(body.path("effectiveRoles")
                        .valueStream()
                        .map(role -> role.path("name").asString()))
                .contains("ROLE_TENANT_ADMIN")
                .doesNotContain("ROLE_DEVICE");
    }

    /// The twelve roles that contract.md 4 recorded.
    @Test
    void a_device_has_the_rights_of_a_device_and_no_others() {
        JsonNode body = json(acme.as(TOKEN).get("/user/currentUser"));

        assertThat(body.path("id").asString()).isEqualTo("device_pump-1");
        assertThat(body.path("userName").asString()).isEqualTo("device_pump-1");
        assertThat(body.path("lastPasswordChange").isString()).isTrue();
        assertThat(body.path("effectiveRoles")
                        .valueStream()
                        .map(role -> role.path("id").asString()))
                .containsExactly(
                        "ROLE_ALARM_READ",
                        "ROLE_AUDIT_READ",
                        "ROLE_DEVICE",
                        "ROLE_DEVICE_CONTROL_READ",
                        "ROLE_EVENT_READ",
                        "ROLE_IDENTITY_ADMIN",
                        "ROLE_IDENTITY_READ",
                        "ROLE_INVENTORY_CREATE",
                        "ROLE_INVENTORY_READ",
                        "ROLE_MEASUREMENT_READ",
                        "ROLE_USER_MANAGEMENT_OWN_ADMIN",
                        "ROLE_USER_MANAGEMENT_OWN_READ");
    }

    @Test
    void a_logout_ends_the_token() {
        Answer answer = acme.as(TOKEN).post("/user/logout", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(issuedTokens.find(ACME, TOKEN.device())).isPresent();
    }

    @Test
    void the_tokens_of_all_devices_of_a_tenant_end_together() {
        Answer answer = acme.post("/user/logout/acme/allUsers", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(issuedTokens.endedUpTo(ACME)).isGreaterThanOrEqualTo(Stamp.at(NOW));
    }

    @Test
    void who_does_not_manage_the_users_of_a_tenant_ends_nothing_of_it() {
        assertThat(status(() -> acme.as(TOKEN).post("/user/logout/acme/allUsers", "")))
                .isEqualTo(403);
        assertThat(status(() -> acme.post("/user/logout/management/allUsers", "")))
                .isEqualTo(403);
        assertThat(status(() -> acme.as(Instance.operator()).post("/user/logout/nobody/allUsers", "")))
                .isEqualTo(404);
        assertThat(issuedTokens.endedUpTo(ACME)).isEqualTo(Stamp.NONE);
    }

    @Test
    void a_password_login_has_nothing_that_could_end() {
        assertThat(acme.post("/user/logout", "").status()).isEqualTo(200);
    }
}
