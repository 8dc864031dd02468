package io.countersign.journeys;

import io.countersign.RunningServer;
import io.countersign.core.trust.Fingerprint;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The decision on a device's certificates is remembered, and no change is slower for it: on a connection that stays
/// open and on which the device has got its token twice, the next request is judged by what holds then.
class RememberedDecisionJourneyTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final TestCa ISSUING = ROOT.issuing("Acme Issuing");
    private static final String ANCHOR = "/tenant/tenants/acme/trusted-certificates/"
            + Fingerprint.of(ROOT.certificate()).hex();
    private static final String USER = "/user/acme/users/device_";

    @TempDir
    Path folder;

    private RunningServer server;
    private ApiClient operator;
    private ApiClient acme;

    @BeforeEach
    void start() {
        server = RunningServer.in(folder);
        operator = ApiClient.ofOperator(server);
        acme = operator.createTenant("acme", "acme.example");
        acme.trust("acme", ROOT).expecting(201);
    }

    @AfterEach
    void stop() {
        operator.close();
        acme.close();
        server.close();
    }

    /// Something that is changed for a device, and changed back.
    private record Change(String name, int status, String reason, Step make, Step unmake) {}

    private interface Step {
        void on(TestDevice device);
    }

    private List<Change> changes() {
        return Stream.of(changesOfTrust(), changesOfRevocation(), changesOfWhoItIs())
                .flatMap(List::stream)
                .toList();
    }

    private List<Change> changesOfTrust() {
        return List.of(
                new Change(
                        "the anchor is disabled",
                        401,
                        "anchor_disabled",
                        _ -> acme.put(ANCHOR, Map.of("status", "DISABLED")).expecting(200),
                        _ -> acme.put(ANCHOR, Map.of("status", "ENABLED")).expecting(200)),
                new Change(
                        "the anchor is deleted",
                        401,
                        "untrusted",
                        _ -> acme.delete(ANCHOR).expecting(204),
                        _ -> acme.trust("acme", ROOT).expecting(201)));
    }

    private List<Change> changesOfRevocation() {
        return List.of(
                new Change(
                        "the leaf is taken back by hand",
                        401,
                        "revoked",
                        device -> acme.post("/countersign/revocations", Map.of("serialNumber", serial(device)))
                                .expecting(201),
                        device -> acme.delete("/countersign/revocations/" + serial(device))
                                .expecting(204)),
                new Change(
                        "a list is uploaded and then not looked at",
                        401,
                        "revoked",
                        device -> upload(device),
                        _ -> acme.setOption("configuration", "crl.offline.check.enabled", "false")
                                .expecting(200)),
                new Change(
                        "the option is set back",
                        401,
                        "revoked",
                        _ -> acme.setOption("configuration", "crl.offline.check.enabled", "true")
                                .expecting(200),
                        device -> acme.setOption("configuration", "crl.offline.check.enabled", "false")
                                .expecting(200)));
    }

    private List<Change> changesOfWhoItIs() {
        return List.of(
                new Change(
                        "the tenant is suspended",
                        403,
                        "tenant_suspended",
                        _ -> operator.put("/tenant/tenants/acme", Map.of("status", "SUSPENDED"))
                                .expecting(200),
                        _ -> operator.put("/tenant/tenants/acme", Map.of("status", "ACTIVE"))
                                .expecting(200)),
                new Change(
                        "the device is disabled",
                        403,
                        "device_disabled",
                        _ -> acme.put(USER + "pump-1", Map.of("enabled", false)).expecting(200),
                        _ -> acme.put(USER + "pump-1", Map.of("enabled", true)).expecting(200)));
    }

    private static String serial(TestDevice device) {
        return device.certificate().getSerialNumber().toString(16);
    }

    private void upload(TestDevice device) {
        byte[] der = CrlSpec.of(ISSUING).revoking(device.certificate()).der();
        acme.post(
                        "/tenant/tenants/acme/trusted-certificates",
                        Map.of("certInPemFormat", ISSUING.pem(), "status", "ENABLED"))
                .expecting(201);
        acme.send("POST", "/countersign/crls", BodyPublishers.ofByteArray(der), "Content-Type", "application/pkix-crl")
                .expecting(201);
    }

    @TestFactory
    Stream<DynamicTest> counts_at_the_next_request_on_an_open_connection() {
        TestDevice pump = ISSUING.device("pump-1");
        DeviceClient device = DeviceClient.withChain(server, pump, "TLSv1.3", ISSUING);
        return changes().stream()
                .map(change -> DynamicTest.dynamicTest(change.name(), () -> {
                    device.askForToken().expecting(200);
                    device.askForToken().expecting(200);

                    change.make().on(pump);
                    device.askForToken().expecting(change.status(), change.reason());
                    device.askForToken().expecting(change.status(), change.reason());

                    change.unmake().on(pump);
                    device.askForToken().expecting(200);
                }));
    }

    @Test
    void a_certificate_that_expires_while_its_connection_is_open_gets_no_further_token() {
        Instant end = server.clock().instant().plus(Duration.ofMinutes(5));
        TestDevice brief = ISSUING.device("pump-1", spec -> spec.valid(Instant.parse("2026-01-01T00:00:00Z"), end));
        DeviceClient device = DeviceClient.withChain(server, brief, "TLSv1.3", ISSUING);

        device.askForToken().expecting(200);
        device.askForToken().expecting(200);
        server.clock().set(end);
        device.askForToken().expecting(200);
        server.clock().advance(Duration.ofSeconds(1));
        device.askForToken().expecting(401, "expired");
    }

    @Test
    void another_chain_in_the_header_is_another_question() {
        TestDevice pump = ISSUING.device("pump-1");
        DeviceClient bare = DeviceClient.of(server, pump);

        bare.askForToken().expecting(401, "untrusted");
        DeviceClient showing = bare.showing(ISSUING.certificate());
        showing.askForToken().expecting(200);
        showing.askForToken().expecting(200);
        bare.askForToken().expecting(401, "untrusted");
        bare.showing(TestCa.root("Acme Issuing").certificate()).askForToken().expecting(401, "bad_signature");
        showing.askForToken().expecting(200);
    }
}
