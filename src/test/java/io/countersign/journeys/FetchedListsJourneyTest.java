package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.testing.CrlSpec;
import io.countersign.testing.OutsideServer;
import io.countersign.testing.OutsideServer.Behaviour;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Revocation lists are fetched from where certificates name them: ahead of time, and never while a device waits.
class FetchedListsJourneyTest {
    @TempDir
    Path folder;

    private FetchingStage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new FetchingStage(folder);
    }

    @AfterEach
    void stop() throws IOException {
        stage.close();
    }

    @Test
    void the_first_device_of_a_ca_is_told_to_come_again_and_by_then_the_list_is_there() {
        var refused = new CountDownLatch(1);
        byte[] list = CrlSpec.of(FetchingStage.ROOT).der();
        stage.answer((_, out) -> {
            refused.await();
            out.write(OutsideServer.ok(list));
        });
        try (DeviceClient device = stage.client(stage.pump("pump-1"))) {
            HttpReply first = device.askForToken().expecting(401, "revocation_unknown");
            assertThat(first.text("hint")).contains("again");

            refused.countDown();
            stage.awaitToken(device);

            assertThat(stage.onlySource().path("state").asString()).isEqualTo("fetched");
            assertThat(stage.outside().requests()).hasSize(1).first().asString().startsWith("GET /acme.crl HTTP/1.1");
            device.askForToken().expecting(200);
            assertThat(stage.outside().requests()).hasSize(1);
        }
    }

    @Test
    void a_device_on_a_fetched_list_is_refused_and_so_is_its_token_and_a_restart_changes_nothing() {
        TestDevice pump = stage.pump("pump-1");
        try (DeviceClient device = stage.client(pump)) {
            stage.awaitToken(device);
            try (ApiClient withToken = ApiClient.withToken(stage.server(), device.token())) {
                stage.answer(FetchingStage.answering(CrlSpec.of(FetchingStage.ROOT)
                        .revoking(pump.certificate())
                        .until(Instant.parse("2027-02-01T00:00:00Z"))));
                stage.server().clock().advance(Duration.ofHours(13));
                await().untilAsserted(() -> device.askForToken().expecting(401, "revoked"));
                stage.server().clock().advance(Duration.ofHours(-13));
                withToken.get("/user/currentUser").expecting(401, "revoked");
            }
        }
        stage.answer((_, out) -> out.waitUntilLeft());
        stage.server().restart();
        try (DeviceClient device = stage.client(pump)) {
            device.askForToken().expecting(401, "revoked");
        }
    }

    static Stream<Arguments> uselessAnswers() {
        byte[] redirect = OutsideServer.text("HTTP/1.1 302 Found\nLocation: /acme.crl\nContent-Length: 0", "");
        return Stream.of(
                Arguments.of(
                        "garbage",
                        behaviour((_, out) -> out.write(
                                OutsideServer.ok("garbage".getBytes(java.nio.charset.StandardCharsets.US_ASCII))))),
                Arguments.of("no HTTP", behaviour((_, out) -> out.write(new byte[] {0, 1, 2, 3}))),
                Arguments.of(
                        "an error",
                        behaviour(
                                (_, out) -> out.write(OutsideServer.text("HTTP/1.1 500 Oops\nContent-Length: 0", "")))),
                Arguments.of("redirects in a circle", behaviour((_, out) -> out.write(redirect))),
                Arguments.of(
                        "a list of a CA of the same name",
                        FetchingStage.answering(CrlSpec.of(TestCa.root("Acme Root")))),
                Arguments.of(
                        "a list that claims to be too large",
                        behaviour((_, out) ->
                                out.write(OutsideServer.text("HTTP/1.1 200 OK\nContent-Length: 9999999999", "")))));
    }

    private static Behaviour behaviour(Behaviour behaviour) {
        return behaviour;
    }

    @ParameterizedTest
    @MethodSource("uselessAnswers")
    void what_cannot_be_used_closes_its_own_devices_or_lets_them_pass_as_their_tenant_wants(
            String name, Behaviour useless) {
        stage.answer(useless);
        try (DeviceClient device = stage.client(stage.pump("pump-1"))) {
            device.askForToken().expecting(401, "revocation_unknown");
            stage.awaitFailure();
            assertThat(stage.onlySource().path("failure").asString()).as(name).endsWith(".");
            device.askForToken().expecting(401, "revocation_unknown");

            stage.option("crl.failure.policy", "open");
            device.askForToken().expecting(200);
        }
        try (DeviceClient listedNowhere = stage.client(FetchingStage.ROOT.device("pump-2"))) {
            stage.option("crl.failure.policy", "closed");
            listedNowhere.askForToken().expecting(200);
        }
    }

    @Test
    void the_last_good_copy_counts_while_the_server_of_the_ca_is_down_until_its_grace_is_over() {
        Instant now = stage.server().clock().instant();
        stage.answer(FetchingStage.answering(
                CrlSpec.of(FetchingStage.ROOT).issuedAt(now).until(now.plus(Duration.ofHours(10)))));
        try (DeviceClient device = stage.client(stage.pump("pump-1"))) {
            stage.awaitToken(device);
            stage.answer((_, out) -> out.write(OutsideServer.text("HTTP/1.1 503 Down\nContent-Length: 0", "")));

            stage.server().clock().advance(Duration.ofHours(9));
            stage.awaitFailure();
            device.askForToken().expecting(200);
            stage.server().clock().advance(Duration.ofHours(2));
            device.askForToken().expecting(200);
            stage.server().clock().advance(Duration.ofSeconds(1));
            device.askForToken().expecting(401, "crl_stale");

            Instant later = stage.server().clock().instant();
            stage.answer(FetchingStage.answering(
                    CrlSpec.of(FetchingStage.ROOT).issuedAt(later).until(later.plus(Duration.ofHours(10)))));
            stage.server().clock().advance(Duration.ofHours(1));
            stage.awaitToken(device);
        }
    }

    @Test
    void a_number_that_goes_back_brings_nothing_back() {
        TestDevice pump = stage.pump("pump-1");
        stage.answer(FetchingStage.answering(
                CrlSpec.of(FetchingStage.ROOT).numbered(5).revoking(pump.certificate())));
        try (DeviceClient device = stage.client(pump)) {
            await().untilAsserted(() -> device.askForToken().expecting(401, "revoked"));

            stage.answer(FetchingStage.answering(CrlSpec.of(FetchingStage.ROOT).numbered(4)));
            stage.server().clock().advance(Duration.ofHours(13));
            stage.awaitFailure();

            assertThat(stage.onlySource().path("failure").asString()).contains("the number of a list only grows");
            device.askForToken().expecting(401, "revoked");
        }
    }

    @Test
    void no_request_waits_for_a_server_that_never_answers() {
        stage.answer((_, out) -> out.waitUntilLeft());
        try (DeviceClient device = stage.client(stage.pump("pump-1"));
                DeviceClient other = stage.client(FetchingStage.ROOT.device("pump-2"))) {
            device.askForToken().expecting(401, "revocation_unknown");
            await().until(() -> stage.outside().requests().size() == 1);

            // the fetch still waits, and answers come all the same
            device.askForToken().expecting(401, "revocation_unknown");
            other.askForToken().expecting(200);
            assertThat(stage.onlySource().path("state").asString()).isEqualTo("waiting");
        }
    }

    @Test
    void lists_that_a_ca_splits_are_each_fetched_and_none_stands_for_another() {
        TestDevice ofOne = FetchingStage.ROOT.device("pump-1", stage.naming("/1.crl"));
        TestDevice ofTwo = FetchingStage.ROOT.device("pump-2", stage.naming("/2.crl"));
        stage.answer((request, out) -> {
            String path = request.startsWith("GET /1.crl") ? "/1.crl" : "/2.crl";
            var scope = new IssuingDistributionPoint(
                    FetchingStage.at(stage.outside().uri(path).toString()), false, false, null, false, false);
            CrlSpec list = CrlSpec.of(FetchingStage.ROOT).extension(Extension.issuingDistributionPoint, true, scope);
            out.write(OutsideServer.ok((path.equals("/2.crl") ? list.revoking(ofTwo.certificate()) : list).der()));
        });
        try (DeviceClient one = stage.client(ofOne);
                DeviceClient two = stage.client(ofTwo)) {
            stage.awaitToken(one);
            await().untilAsserted(() -> two.askForToken().expecting(401, "revoked"));
            one.askForToken().expecting(200);
        }
    }
}
