package io.countersign.bench;

import io.countersign.core.trust.Fingerprint;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.Pem;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A tenant that was made over the API of a running server, with a CA whose devices are registered as they come.
final class NewTenant {
    private static final String JSON = "application/json";

    private final String id;
    private final TestCa root;
    private final String admin;
    private final Operator operator;
    private final List<TestDevice> listed = new ArrayList<>();

    private NewTenant(String id, Operator operator) {
        this.id = id;
        this.root = TestCa.root("Root of " + id);
        this.admin = HttpsCaller.basic(id + "/admin", operator.tenantPassword());
        this.operator = operator;
    }

    /// Who makes tenants: a connection to the API, and the passwords.
    ///
    /// @param tenantPassword of the administrators of new tenants
    record Operator(HttpsCaller caller, int apiPort, String authorization, String tenantPassword) {
        static Operator of(CountersignServer server, HttpsCaller caller) {
            return new Operator(
                    caller,
                    server.apiPort(),
                    HttpsCaller.basic("management/admin", server.adminPassword()),
                    UUID.randomUUID().toString());
        }

        /// The same on a server that was started again.
        Operator on(CountersignServer server) {
            return new Operator(caller, server.apiPort(), authorization, tenantPassword);
        }
    }

    static NewTenant found(String id, Operator operator) {
        var tenant = new NewTenant(id, operator);
        operator.caller()
                .post(
                        operator.apiPort(),
                        "/tenant/tenants",
                        operator.authorization(),
                        JSON,
                        HttpsCaller.json(Map.of(
                                "id",
                                id,
                                "domain",
                                id + ".example.com",
                                "company",
                                "Company of " + id,
                                "adminName",
                                "admin",
                                "adminPass",
                                operator.tenantPassword())))
                .good("making tenant " + id);
        tenant.post(
                        "/tenant/tenants/" + id + "/trusted-certificates",
                        Map.of(
                                "certInPemFormat",
                                tenant.root.pem(),
                                "status",
                                "ENABLED",
                                "autoRegistrationEnabled",
                                true))
                .good("uploading the CA of " + id);
        return tenant;
    }

    String id() {
        return id;
    }

    TestCa root() {
        return root;
    }

    private HttpsCaller.Reply post(String path, Map<String, Object> body) {
        return operator.caller().post(operator.apiPort(), path, admin, JSON, HttpsCaller.json(body));
    }

    private HttpsCaller.Reply put(String path, Map<String, Object> body) {
        return operator.caller().put(operator.apiPort(), path, admin, body);
    }

    /// Takes a device's access away; returns as soon as that was answered.
    void take(Way way, String name, TestDevice device, String token) {
        HttpsCaller.Reply reply = switch (way) {
            case BY_HAND ->
                post(
                        "/countersign/revocations",
                        Map.of("certificate", Pem.of(device.certificate()), "reason", "key_compromise"));
            case BY_LIST -> uploadListWith(device);
            case DEVICE_DISABLED -> put("/user/%s/users/device_%s".formatted(id, name), Map.of("enabled", false));
            case ANCHOR_DISABLED ->
                put(
                        "/tenant/tenants/" + id + "/trusted-certificates/"
                                + Fingerprint.of(root.certificate()).hex(),
                        Map.of("status", "DISABLED"));
            case TENANT_SUSPENDED ->
                operator.caller()
                        .put(
                                operator.apiPort(),
                                "/tenant/tenants/" + id,
                                operator.authorization(),
                                Map.of("status", "SUSPENDED"));
            case LOGGED_OUT ->
                operator.caller()
                        .post(operator.apiPort(), "/user/logout", "Bearer " + token, JSON, BodyPublishers.noBody());
        };
        reply.good(way.title());
    }

    private HttpsCaller.Reply uploadListWith(TestDevice device) {
        listed.add(device);
        Instant now = Instant.now();
        CrlSpec list = CrlSpec.of(root)
                .issuedAt(now.minusSeconds(1))
                .until(now.plus(Duration.ofDays(1)))
                .numbered(listed.size());
        listed.forEach(each -> list.revoking(each.certificate()));
        return upload(list.der());
    }

    private HttpsCaller.Reply upload(byte[] list) {
        return uploadTo(operator, list);
    }

    /// Uploads a long revocation list from a file, to whichever server the tenant is now on.
    HttpsCaller.Reply uploadTo(Operator now, Path list, Curl curl) {
        return curl.post("https://localhost:%d/countersign/crls".formatted(now.apiPort()), admin, list);
    }

    /// Uploads a revocation list, to whichever server the tenant is now on.
    HttpsCaller.Reply uploadTo(Operator now, byte[] list) {
        return now.caller()
                .post(
                        now.apiPort(),
                        "/countersign/crls",
                        admin,
                        "application/pkix-crl",
                        BodyPublishers.ofByteArray(list));
    }

    /// Asks for the revocation lists, on whichever server the tenant is now on.
    HttpsCaller.Reply lists(Operator now) {
        return now.caller().get(now.apiPort(), "/countersign/crls", admin);
    }

    /// Deletes a revocation list, on whichever server the tenant is now on.
    HttpsCaller.Reply deleteList(String list, Operator now) {
        return now.caller().delete(now.apiPort(), "/countersign/crls/" + list, admin);
    }
}
