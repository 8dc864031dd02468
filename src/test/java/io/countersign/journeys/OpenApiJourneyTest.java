package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.journeys.OpenApiRecorder.Login;
import io.countersign.testing.TestCa;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the server really answers is what the API's document says.
class OpenApiJourneyTest {
    private static final TestCa CA = TestCa.root("Documented Root");
    private static final String PASSWORD = "correct horse";
    private static final Login OPERATOR = Login.ofUser("management/admin", RunningServer.ADMIN_PASSWORD);
    private static final Login ACME = Login.ofUser("acme/admin", PASSWORD);
    private static final Login NOBODY = Login.ofUser("acme/admin", "wrong password");

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static OpenApiRecorder api;

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        api = new OpenApiRecorder(server);
        api.call("POST /tenant/tenants")
                .by(OPERATOR)
                .sending(tenant("acme", "localhost"))
                .answers(201);
        api.call("POST /tenant/tenants/{tenant}/trusted-certificates", "acme")
                .by(ACME)
                .sending(OpenApiAnchorCalls.certificate(CA))
                .answers(201);
    }

    @AfterAll
    static void every_operation_was_answered() {
        api.close();
        server.close();
        api.wasComplete();
    }

    private static String tenant(String id, String domain) {
        return """
                {"id": "%s", "domain": "%s", "company": "Acme", "adminName": "admin", "adminPass": "%s",
                 "adminEmail": "admin@acme.example"}""".formatted(id, domain, PASSWORD);
    }

    @Test
    void tenants_are_as_documented() {
        String body = tenant("beta", "beta.example");
        api.call("POST /tenant/tenants").by(OPERATOR).sending(body).answers(201);
        api.call("POST /tenant/tenants").by(OPERATOR).sending(body).answers(409);
        api.call("POST /tenant/tenants").by(OPERATOR).sending("{").answers(400);
        api.call("POST /tenant/tenants").by(OPERATOR).sending("{}").answers(422);
        api.call("POST /tenant/tenants")
                .by(OPERATOR)
                .sending(" ".repeat(1 << 20) + body)
                .answers(413);
        api.call("POST /tenant/tenants").by(ACME).sending(body).answers(403);
        api.call("GET /tenant/tenants").by(OPERATOR).answers(200);
        api.call("GET /tenant/tenants").by(NOBODY).answers(401);
        api.call("GET /tenant/tenants/{tenant}", "beta").by(OPERATOR).answers(200);
        api.call("PUT /tenant/tenants/{tenant}", "beta")
                .by(OPERATOR)
                .sending("{\"status\": \"SUSPENDED\", \"adminEmail\": null}")
                .answers(200);
        api.call("PUT /tenant/tenants/{tenant}", "beta")
                .by(OPERATOR)
                .sending("{\"domain\": \"localhost\"}")
                .answers(409);
        api.call("DELETE /tenant/tenants/{tenant}", "beta").by(OPERATOR).answers(204);
        api.call("DELETE /tenant/tenants/{tenant}", "beta").by(OPERATOR).answers(404);
        api.call("DELETE /tenant/tenants/{tenant}", "management").by(OPERATOR).answers(422);
        api.call("GET /tenant/currentTenant").by(ACME).answers(200);
        api.call("GET /tenant/currentTenant").answers(401);
        api.call("HEAD /tenant/currentTenant").by(ACME).answers(200);
        api.call("HEAD /tenant/currentTenant").answers(401);
    }

    @Test
    void trusted_certificates_are_as_documented() throws GeneralSecurityException {
        var anchors = new OpenApiAnchorCalls(api, ACME, OPERATOR);
        anchors.ofTrustedOnes();
        anchors.ofIntermediatesAndBulks();
        anchors.ofProofs();
        anchors.ofChains();
        anchors.ofRevocation();
        anchors.ofLists();
    }

    @Test
    void options_are_as_documented() {
        String option = "/tenant/options/{category}/{key}";
        api.call("POST /tenant/options")
                .by(ACME)
                .sending("{\"category\": \"mail\", \"key\": \"credentials.password\", \"value\": \"secret\"}")
                .answers(200);
        api.call("POST /tenant/options").by(ACME).sending("{}").answers(422);
        api.call("GET /tenant/options").by(ACME).answers(200);
        api.call("PUT /tenant/options/{category}", "app")
                .by(ACME)
                .sending("{\"a\": \"1\", \"b\": \"2\"}")
                .answers(200);
        api.call("PUT /tenant/options/{category}", "app")
                .by(ACME)
                .sending("{\"a\": 1}")
                .answers(422);
        api.call("GET /tenant/options/{category}", "app").by(ACME).answers(200);
        api.call("PUT " + option, "app", "a")
                .by(ACME)
                .sending("{\"value\": \"3\"}")
                .answers(200);
        api.call("GET " + option, "app", "a").by(ACME).answers(200);
        api.call("DELETE " + option, "app", "a").by(ACME).answers(204);
        api.call("GET " + option, "app", "a").by(ACME).answers(404);
        api.call("DELETE " + option, "app", "a").by(ACME).answers(404);
    }

    @Test
    void frozen_options_are_as_documented() {
        String option = "/tenant/options/{category}/{key}";
        api.call("PUT " + option + "/editable", "frozen", "a")
                .by(OPERATOR)
                .sending("{\"editable\": false}")
                .answers(404);
        api.call("PUT " + option, "frozen", "a")
                .by(OPERATOR)
                .sending("{\"value\": \"3\"}")
                .answers(200);
        api.call("PUT " + option + "/editable", "frozen", "a")
                .by(OPERATOR)
                .sending("{\"editable\": \"false\"}")
                .answers(200);
        api.call("PUT " + option, "frozen", "a")
                .by(OPERATOR)
                .sending("{\"value\": \"4\"}")
                .answers(403);
    }

    @Test
    void options_of_the_instance_are_as_documented() {
        api.call("GET /tenant/system/options").by(ACME).answers(200);
        api.call("GET /tenant/system/options/{category}/{key}", "system", "version")
                .by(ACME)
                .answers(200);
        api.call("GET /tenant/system/options/{category}/{key}", "system", "x")
                .by(ACME)
                .answers(404);
    }

    @Test
    void users_are_as_documented() {
        String users = "/user/{tenant}/users";
        String user = users + "/{user}";
        api.call("GET /user/currentUser").by(ACME).answers(200);
        api.call("POST " + users, "acme")
                .by(ACME)
                .sending("{\"userName\": \"eve\", \"password\": \"12345678\", \"roles\": [\"ROLE_AUDIT_READ\"]}")
                .answers(201);
        api.call("POST " + users, "acme")
                .by(ACME)
                .sending("{\"userName\": \"eve\", \"password\": \"12345678\"}")
                .answers(409);
        api.call("POST " + users, "acme").by(ACME).sending("{}").answers(422);
        api.call("GET " + users, "acme").by(ACME).answers(200);
        api.call("GET " + user, "acme", "eve").by(ACME).answers(200);
        api.call("GET " + user, "acme", "nobody").by(ACME).answers(404);
        api.call("PUT " + user, "acme", "admin")
                .by(ACME)
                .sending("{\"enabled\": false}")
                .answers(422);
        api.call("PUT " + user, "acme", "nobody").by(ACME).sending("{}").answers(404);
        api.call("PUT " + user, "acme", "eve")
                .by(ACME)
                .sending("{\"email\": \"eve@acme.example\", \"password\": \"87654321\", \"roles\": []}")
                .answers(200);
        api.call("DELETE " + user, "acme", "eve").by(ACME).answers(204);
        api.call("DELETE " + user, "acme", "admin").by(ACME).answers(422);
    }

    @Test
    void devices_are_as_documented() {
        String users = "/user/{tenant}/users";
        String user = users + "/{user}";
        api.call("POST /devicecontrol/bulkNewDeviceRequests")
                .by(ACME)
                .sending("ID;AUTH_TYPE\npump-1;CERTIFICATES\npump-1;CERTIFICATES\npump-2;BASIC\n", "text/csv")
                .answers(201);
        api.call("POST /devicecontrol/bulkNewDeviceRequests")
                .by(ACME)
                .sending("ID;AUTH_TYPE\n\"", "text/csv")
                .answers(422);
        api.call("POST /devicecontrol/bulkNewDeviceRequests")
                .by(ACME)
                .sending("x", "multipart/form-data")
                .answers(400);
        api.call("POST /devicecontrol/bulkNewDeviceRequests")
                .by(ACME)
                .sending("{}")
                .answers(415);
        HttpReply devices = api.call("GET " + users, "acme")
                .asking("onlyDevices=true&pageSize=1&withTotalPages=true&withTotalElements=true")
                .by(ACME)
                .answers(200);
        assertThat(devices.json().path("users").path(0).path("id").asString()).isEqualTo("device_pump-1");
        api.call("GET " + user, "acme", "device_pump-1").by(ACME).answers(200);
        api.call("PUT " + user, "acme", "device_pump-1")
                .by(ACME)
                .sending("{\"enabled\": false}")
                .answers(200);
        api.call("DELETE " + user, "acme", "device_pump-1").by(ACME).answers(204);
    }

    @Test
    void tokens_are_as_documented() {
        String operation = "POST /devicecontrol/deviceAccessToken";
        try (var device = DeviceClient.of(server, CA.device("valve-1"));
                var stranger = DeviceClient.of(server, TestCa.root("Unknown").device("valve-1"));
                var nobody = DeviceClient.withoutCertificate(server)) {
            HttpReply reply = device.askForToken().expecting(200);
            api.check(operation, reply);
            api.check(operation, stranger.askForToken().expecting(401, "untrusted"));
            api.check(operation, nobody.askForToken().expecting(401, "no_client_certificate"));
            api.check(operation, device.sendingChain("x").askForToken().expecting(400, "chain_unreadable"));

            Login token = Login.ofToken(reply.text("accessToken"));
            api.call("GET /user/currentUser").by(token).answers(200);
            api.call("GET /tenant/options").by(token).answers(403);
            api.call("POST /user/logout").by(token).answers(200);
            api.call("POST /user/logout/{tenant}/allUsers", "acme").by(ACME).answers(200);
            api.call("POST /user/logout/{tenant}/allUsers", "acme").by(token).answers(401);
            api.call("POST /user/logout/{tenant}/allUsers", "nobody").by(ACME).answers(403);
            api.call("POST /user/logout/{tenant}/allUsers", "nobody")
                    .by(OPERATOR)
                    .answers(404);
            api.call("GET /user/currentUser").by(token).answers(401);
        }
    }

    @Test
    void signing_keys_are_as_documented() {
        api.call("GET /.well-known/jwks.json").answers(200);
        HttpReply keys = api.call("GET /countersign/keys").by(OPERATOR).answers(200);
        api.call("GET /countersign/keys").by(ACME).answers(403);
        api.call("DELETE /countersign/keys/{kid}", "nobody").by(OPERATOR).answers(404);
        api.call("DELETE /countersign/keys/{kid}", keys.json().at("/keys/0/kid").asString())
                .by(OPERATOR)
                .answers(204);
        api.call("POST /countersign/keys/rotate").by(OPERATOR).answers(201);
        for (String algorithm : List.of("RS256", "EdDSA")) {
            api.call("POST /countersign/keys/rotate")
                    .by(OPERATOR)
                    .sending("{\"algorithm\": \"" + algorithm + "\"}")
                    .answers(201);
        }
        api.call("GET /.well-known/jwks.json").answers(200);
        api.call("POST /countersign/keys/rotate")
                .by(OPERATOR)
                .sending("{\"now\": \"soon\"}")
                .answers(422);
    }
}
