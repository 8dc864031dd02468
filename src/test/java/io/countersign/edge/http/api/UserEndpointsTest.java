package io.countersign.edge.http.api;

import static io.countersign.edge.http.TestApi.json;
import static io.countersign.edge.http.api.Instance.ACME;
import static io.countersign.edge.http.api.Instance.NOW;
import static io.countersign.edge.http.api.Refusals.refusal;
import static io.countersign.edge.http.api.Refusals.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.user.Role;
import io.countersign.core.user.User;
import io.countersign.core.user.UserName;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.TestApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class UserEndpointsTest {
    private static final String USERS = "/user/acme/users";
    private static final String EVE = "{\"userName\": \"eve\", \"password\": \"correct horse\"}";

    private final Instance instance = new Instance();
    private final TestApi acme = instance.api(
            new UserEndpoints(instance.users, new DeviceUsers(instance.devices), instance.passwords, instance.tenants)
                    .routes());
    private final TestApi clerk =
            acme.as(Instance.clerk(Role.ROLE_USER_MANAGEMENT_ADMIN, Role.ROLE_USER_MANAGEMENT_READ));

    private User user(String name) {
        return instance.users.find(ACME, new UserName(name)).orElseThrow();
    }

    private void register(String id) {
        instance.devices.register(new Device(ACME, new DeviceId(id), Kind.CERTIFICATE, true, NOW));
    }

    private Device device(String id) {
        return instance.devices.find(ACME, new DeviceId(id)).orElseThrow();
    }

    @Test
    void a_new_person_has_the_roles_of_who_made_it() {
        Answer answer = acme.post(USERS, EVE);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers()).containsEntry("Location", "https://acme.example:8444/user/acme/users/eve");
        JsonNode body = json(answer);
        assertThat(body.path("userName").asString()).isEqualTo("eve");
        assertThat(body.path("enabled").asBoolean()).isTrue();
        assertThat(body.path("effectiveRoles").size())
                .isEqualTo(Role.ofAdministrators().size());
        assertThat(body.toString()).doesNotContain("correct horse").doesNotContain("esroh");
        assertThat(json(acme.get(USERS + "/eve"))).isEqualTo(body);
        assertThat(user("eve").roles()).isEqualTo(Role.ofAdministrators());
    }

    @Test
    void nobody_gives_roles_that_they_lack() {
        String asAdmin = EVE.replace("}", ", \"roles\": [\"ROLE_TENANT_ADMIN\"]}");
        String asClerk = EVE.replace("}", ", \"roles\": [\"ROLE_USER_MANAGEMENT_READ\"]}");

        assertThat(status(() -> clerk.post(USERS, asAdmin))).isEqualTo(403);
        assertThat(status(() -> acme.post(USERS, EVE.replace("}", ", \"roles\": [\"ROLE_DEVICE\"]}"))))
                .isEqualTo(403);
        clerk.post(USERS, asClerk);
        assertThat(user("eve").roles()).containsExactly(Role.ROLE_USER_MANAGEMENT_READ);
        assertThat(status(() -> clerk.put(USERS + "/eve", "{\"roles\": [\"ROLE_TENANT_ADMIN\"]}")))
                .isEqualTo(403);
    }

    @Test
    void nobody_changes_or_deletes_a_user_with_more_rights() {
        assertThat(status(() -> clerk.put(USERS + "/admin", "{\"password\": \"mine now!\"}")))
                .isEqualTo(403);
        assertThat(status(() -> clerk.put(USERS + "/admin", "{\"enabled\": false}")))
                .isEqualTo(403);
        assertThat(status(() -> clerk.delete(USERS + "/admin"))).isEqualTo(403);
        assertThat(user("admin").enabled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"ROLE_X\"", "\"ROLE_TENANT_ADMIN\"", "[\"ROLE_X\"]", "[7]", "{}", "[[]]"})
    void roles_are_a_list_of_names(String roles) {
        assertThat(status(() -> acme.post(USERS, EVE.replace("}", ", \"roles\": " + roles + "}"))))
                .isEqualTo(422);
    }

    @Test
    void a_person_changes_piece_by_piece() {
        acme.post(USERS, EVE.replace("}", ", \"email\": \"eve@acme.example\"}"));

        acme.put(USERS + "/eve", "{\"enabled\": false}");
        assertThat(user("eve").enabled()).isFalse();
        acme.put(USERS + "/eve", "{\"password\": \"battery staple\", \"enabled\": true}");
        assertThat(instance.passwords.matches("battery staple", user("eve").passwordHash()))
                .isTrue();
        acme.put(USERS + "/eve", "{\"roles\": [\"ROLE_AUDIT_READ\"]}");
        assertThat(user("eve").roles()).containsExactly(Role.ROLE_AUDIT_READ);
        assertThat(user("eve").email()).contains("eve@acme.example");
        acme.put(USERS + "/eve", "{\"email\": null}");
        assertThat(user("eve").email()).isEmpty();
    }

    @Test
    void only_a_new_password_moves_the_time_of_the_last_change() {
        acme.post(USERS, EVE);

        acme.at(NOW.plusSeconds(60)).put(USERS + "/eve", "{\"enabled\": true}");
        assertThat(user("eve").passwordChangedAt()).isEqualTo(NOW);
        acme.at(NOW.plusSeconds(60)).put(USERS + "/eve", "{\"password\": \"battery staple\"}");
        assertThat(user("eve").passwordChangedAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void nobody_disables_or_deletes_themselves() {
        assertThat(status(() -> acme.put(USERS + "/admin", "{\"enabled\": false}")))
                .isEqualTo(422);
        assertThat(status(() -> acme.delete(USERS + "/admin"))).isEqualTo(422);
        assertThat(acme.put(USERS + "/admin", "{\"password\": \"battery staple\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_deleted_person_is_gone() {
        acme.post(USERS, EVE);

        assertThat(acme.delete(USERS + "/eve").status()).isEqualTo(204);
        assertThat(status(() -> acme.get(USERS + "/eve"))).isEqualTo(404);
        assertThat(status(() -> acme.delete(USERS + "/eve"))).isEqualTo(404);
        assertThat(status(() -> acme.put(USERS + "/eve", "{}"))).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"eve,201", "admin,409", "device_pump-1,409", "device_pump-2,201", "device_,422", "e v e,422", "'',422"})
    void a_name_is_free_taken_or_none(String name, int status) {
        register("pump-1");
        String body = EVE.replace("\"eve\"", "\"" + name + "\"");

        int answered = status == 201 ? acme.post(USERS, body).status() : status(() -> acme.post(USERS, body));

        assertThat(answered).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"7,422", "8,201", "256,201", "257,422"})
    void a_password_has_8_to_256_characters(int length, int status) {
        String body = EVE.replace("correct horse", "p".repeat(length));

        int answered = status == 201 ? acme.post(USERS, body).status() : status(() -> acme.post(USERS, body));

        assertThat(answered).isEqualTo(status);
    }

    @Test
    void a_bad_password_is_not_repeated() {
        Problem problem = refusal(() -> acme.put(USERS + "/admin", "{\"password\": [\"hunter22\"]}"));

        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.message()).doesNotContain("hunter22");
    }

    @Test
    void devices_are_listed_apart_from_people() {
        register("pump-1");
        register("pump-2");
        register("valve-1");

        JsonNode people = json(acme.get(USERS + "?withTotalElements=true"));
        assertThat(people.path("statistics").path("totalElements").asInt()).isEqualTo(1);
        JsonNode devices = json(acme.get(USERS + "?onlyDevices=true&userName=device_pump&pageSize=1"));
        assertThat(devices.path("users").path(0).path("userName").asString()).isEqualTo("device_pump-1");
        assertThat(devices.path("users").path(0).path("enabled").asBoolean()).isTrue();
        assertThat(devices.path("next").asString())
                .contains("currentPage=2")
                .contains("onlyDevices=true")
                .contains("userName=device_pump");
        assertThat(json(acme.get(USERS + "?userName=x")).path("users").isEmpty())
                .isTrue();
    }

    @Test
    void a_device_is_disabled_enabled_and_deleted() {
        register("Pump 1");
        String pump = USERS + "/device_Pump%201";

        assertThat(json(acme.get(pump)).path("self").asString()).endsWith("/user/acme/users/device_Pump%201");
        acme.put(pump, "{\"enabled\": false}");
        assertThat(device("Pump 1").enabled()).isFalse();
        acme.put(pump, "{\"enabled\": true}");
        assertThat(device("Pump 1").enabled()).isTrue();
        assertThat(acme.delete(pump).status()).isEqualTo(204);
        assertThat(status(() -> acme.delete(pump))).isEqualTo(404);
        assertThat(status(() -> acme.put(pump, "{\"enabled\": true}"))).isEqualTo(404);
    }

    @Test
    void a_device_with_a_password_is_a_device_that_no_certificate_speaks_for() {
        acme.post(USERS, EVE.replace("\"eve\"", "\"device_old\""));

        assertThat(device("old").kind()).isEqualTo(Kind.PASSWORD);
        assertThat(json(acme.get(USERS + "/device_old")).toString()).doesNotContain("correct horse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "device_nobody", "device_", "%2e%2e", "a%2Fb", "%00", "%20"})
    void who_is_not_there_is_not_found(String name) {
        assertThat(status(() -> acme.get(USERS + "/" + name))).isEqualTo(404);
    }

    @Test
    void other_tenants_are_off_limits_and_look_alike() {
        assertThat(refusal(() -> acme.get("/user/management/users")))
                .isEqualTo(refusal(() -> acme.get("/user/nowhere/users")));
        assertThat(status(() -> acme.post("/user/management/users", EVE))).isEqualTo(403);
    }

    @Test
    void roles_are_asked_for() {
        TestApi reader = acme.as(Instance.clerk(Role.ROLE_USER_MANAGEMENT_READ));

        assertThat(reader.get(USERS).status()).isEqualTo(200);
        assertThat(status(() -> reader.post(USERS, EVE))).isEqualTo(403);
        assertThat(status(() -> acme.as(Instance.device("pump-1")).get(USERS))).isEqualTo(403);
    }
}
