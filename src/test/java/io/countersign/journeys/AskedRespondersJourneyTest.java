package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.RunningServer;
import io.countersign.testing.OcspSpec;
import io.countersign.testing.OutsideServer;
import io.countersign.testing.OutsideServer.Behaviour;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// OCSP responders are asked where a tenant wants it, once for each certificate and never while a device waits.
class AskedRespondersJourneyTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final TestDevice SIBLING = ROOT.device("sibling");

    @TempDir
    Path folder;

    private final AtomicReference<Behaviour> behaviour = new AtomicReference<>();
    private OutsideServer responder;
    private RunningServer server;
    private ApiClient acme;
    private TestDevice pump;

    @BeforeEach
    void start() throws IOException {
        responder = OutsideServer.that((request, out) -> behaviour.get().answer(request, out));
        pump = naming("pump-1", "/ocsp");
        server = RunningServer.fetchingFromLoopback(folder);
        try (ApiClient operator = ApiClient.ofOperator(server)) {
            acme = operator.createTenant("acme", "acme.example");
        }
        acme.trust("acme", ROOT).expecting(201);
        option("ocsp.check.enabled", "true");
    }

    @AfterEach
    void stop() throws IOException {
        acme.close();
        server.close();
        responder.close();
    }

    private void option(String key, String value) {
        acme.setOption("configuration", key, value).expecting(200);
    }

    private TestDevice naming(String name, String path) {
        var access = new AuthorityInformationAccess(
                AccessDescription.id_ad_ocsp,
                new GeneralName(
                        GeneralName.uniformResourceIdentifier,
                        responder.uri(path).toString()));
        return ROOT.device(name, spec -> spec.extension(Extension.authorityInfoAccess, false, access));
    }

    /// An answer of the CA at this moment, good for a day.
    private static OcspSpec fresh(Instant now) {
        return OcspSpec.of(ROOT).from(now).until(now.plus(Duration.ofDays(1)));
    }

    private void answering(BiFunction<OcspSpec, TestDevice, OcspSpec> deviation) {
        behaviour.set((_, out) -> out.write(OutsideServer.ok(
                deviation.apply(fresh(server.clock().instant()), pump).der())));
    }

    @Test
    void a_device_that_its_responder_calls_good_gets_its_token_at_the_second_try() {
        var refused = new CountDownLatch(1);
        behaviour.set((_, out) -> {
            refused.await();
            out.write(OutsideServer.ok(
                    fresh(server.clock().instant()).good(pump.certificate()).der()));
        });
        try (DeviceClient device = DeviceClient.of(server, pump)) {
            device.askForToken().expecting(401, "revocation_unknown");

            refused.countDown();
            await().untilAsserted(() -> device.askForToken().expecting(200));

            assertThat(responder.requests())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("POST /ocsp HTTP/1.1")
                    .containsIgnoringCase("content-type: application/ocsp-request");
        }
    }

    @Test
    void a_device_that_its_responder_calls_revoked_is_refused_and_so_is_its_token() {
        answering((answer, device) -> answer.good(device.certificate()));
        try (DeviceClient device = DeviceClient.of(server, pump)) {
            await().untilAsserted(() -> device.askForToken().expecting(200));
            try (ApiClient withToken = ApiClient.withToken(server, device.token())) {
                answering((answer, revoked) -> answer.revoked(revoked.certificate()));
                server.clock().advance(Duration.ofHours(20));
                await().untilAsserted(() -> device.askForToken().expecting(401, "revoked"));
                server.clock().advance(Duration.ofHours(-20));
                withToken.get("/user/currentUser").expecting(401, "revoked");
            }
        }
    }

    static Stream<Arguments> answersThatAreNotGood() {
        TestCa twin = TestCa.root("Acme Root");
        return Stream.of(
                Arguments.of("unknown", of((answer, device) -> answer.unknown(device.certificate()))),
                Arguments.of("about another device", of((answer, _) -> answer.good(SIBLING.certificate()))),
                Arguments.of(
                        "signed by a CA of the same name",
                        of((answer, device) ->
                                answer.signedBy(twin.privateKey()).good(device.certificate()))),
                Arguments.of(
                        "by a device of the CA",
                        of((answer, device) -> answer.by(SIBLING).good(device.certificate()))),
                Arguments.of(
                        "of yesterday",
                        of((answer, device) -> answer.from(Instant.parse("2026-06-01T00:00:00Z"))
                                .until(Instant.parse("2026-06-02T00:00:00Z"))
                                .good(device.certificate()))));
    }

    private static BiFunction<OcspSpec, TestDevice, OcspSpec> of(BiFunction<OcspSpec, TestDevice, OcspSpec> deviation) {
        return deviation;
    }

    /// CVE-2026-29145, CVE-2026-24734, CVE-2026-86248, CVE-2018-8019, CVE-2018-8020: unknown or odd is not good.
    @ParameterizedTest
    @MethodSource("answersThatAreNotGood")
    void no_other_answer_is_ever_good(String name, BiFunction<OcspSpec, TestDevice, OcspSpec> deviation) {
        answering(deviation);
        try (DeviceClient device = DeviceClient.of(server, pump)) {
            device.askForToken().expecting(401, "revocation_unknown");
            awaitOutcome();
            device.askForToken().expecting(401, "revocation_unknown");

            option("crl.failure.policy", "open");
            device.askForToken().expecting(200);
        }
    }

    /// Until the one question was answered and the answer was judged.
    private void awaitOutcome() {
        await().untilAsserted(() -> assertThat(figure("countersign_ocsp_answers") + figure("countersign_ocsp_failures"))
                .isEqualTo(1));
    }

    private int figure(String name) {
        return Management.of(server, "/health/ready")
                .json()
                .path("details")
                .path(name)
                .asInt();
    }

    @Test
    void a_dead_responder_is_not_asked_by_every_request_and_stops_nobody_else() {
        behaviour.set((_, out) -> out.write(OutsideServer.text("HTTP/1.1 503 Down\nContent-Length: 0", "")));
        try (DeviceClient device = DeviceClient.of(server, pump);
                DeviceClient other = DeviceClient.of(server, ROOT.device("pump-2"))) {
            device.askForToken().expecting(401, "revocation_unknown");
            awaitOutcome();
            for (int i = 0; i < 5; i++) {
                device.askForToken().expecting(401, "revocation_unknown");
            }
            other.askForToken().expecting(200);
            assertThat(responder.requests()).hasSize(1);

            answering((answer, back) -> answer.good(back.certificate()));
            server.clock().advance(Duration.ofMinutes(1));
            await().untilAsserted(() -> device.askForToken().expecting(200));
        }
    }

    @Test
    void nothing_that_an_unproven_certificate_names_is_asked() throws IOException {
        answering((answer, device) -> answer.good(device.certificate()));
        TestCa stranger = TestCa.root("Acme Root");
        var access = new AuthorityInformationAccess(
                AccessDescription.id_ad_ocsp,
                new GeneralName(
                        GeneralName.uniformResourceIdentifier,
                        responder.uri("/canary").toString()));
        TestDevice forged =
                stranger.device("pump-1", spec -> spec.extension(Extension.authorityInfoAccess, false, access));
        try (DeviceClient device = DeviceClient.of(server, forged)) {
            device.askForToken().expecting(401);
            option("ocsp.check.enabled", "false");
        }
        try (DeviceClient device = DeviceClient.of(server, pump)) {
            device.askForToken().expecting(200);
            assertThat(responder.connectionsSoFar()).isZero();

            option("ocsp.check.enabled", "true");
            await().untilAsserted(() -> device.askForToken().expecting(200));
            assertThat(List.copyOf(responder.requests())).hasSize(1);
        }
    }
}
