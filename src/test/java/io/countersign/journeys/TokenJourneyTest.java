package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.RunningServer;
import io.countersign.core.trust.Thumbprint;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A device with a certificate gets a token that opens the API.
class TokenJourneyTest {
    private static final TestCa ROOT = TestCa.root("Journey Root");
    private static final TestCa ISSUING = ROOT.issuing("Journey Issuing CA");

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static ApiClient acme;

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        acme = ApiClient.ofOperator(server).createTenant("acme", "localhost");
        acme.trust("acme", ROOT).expecting(201);
    }

    @AfterAll
    static void stop() {
        acme.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, P256, whole chain",
        "TLSv1.2, P256, intermediates only",
        "TLSv1.2, P256, handshake",
        "TLSv1.2, RSA_2048, whole chain",
        "TLSv1.3, P256, whole chain",
        "TLSv1.3, P256, intermediates only",
        "TLSv1.3, P256, handshake",
        "TLSv1.3, RSA_2048, whole chain",
        "TLSv1.3, RSA_2048, intermediates only",
        "TLSv1.3, RSA_2048, handshake",
    })
    void a_device_gets_a_token_with_its_certificate(String tls, KeyType key, String chain) throws Exception {
        TestDevice device = ISSUING.device("pump-" + tls + key, spec -> spec.key(key));

        HttpReply reply = switch (chain) {
            case "whole chain" ->
                DeviceClient.of(server, device, tls)
                        .showing(device.certificate(), ISSUING.certificate(), ROOT.certificate())
                        .askForToken();
            case "intermediates only" ->
                DeviceClient.of(server, device, tls)
                        .sendingChain(DeviceClient.pemOnOneLine(ISSUING.certificate()) + " ")
                        .askForToken();
            default -> DeviceClient.withChain(server, device, tls, ISSUING).askForToken();
        };

        SignedJWT token = SignedJWT.parse(reply.expecting(200).text("accessToken"));
        assertThat(token.verify(verifier(token))).isTrue();
        assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("device_pump-" + tls + key);
        assertThat(token.getJWTClaimsSet().getIssuer()).isEqualTo("localhost");
        assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("localhost");
        assertThat(token.getJWTClaimsSet().getClaim("ten")).isEqualTo("acme");
        assertThat(token.getJWTClaimsSet().getJSONObjectClaim("cnf"))
                .isEqualTo(
                        Map.of("x5t#S256", Thumbprint.of(device.certificate()).value()));
        assertThat(reply.json().path("expiresIn").intValue()).isEqualTo(3600);
        assertThat(reply.json().path("renewAfter").intValue()).isBetween(1800, 2880);
    }

    private static JWSVerifier verifier(SignedJWT token) throws Exception {
        JWKSet published =
                JWKSet.parse(acme.get("/.well-known/jwks.json").expecting(200).body());
        return new ECDSAVerifier(
                published.getKeyByKeyId(token.getHeader().getKeyID()).toECKey());
    }

    @Test
    void the_token_opens_the_api_until_it_is_logged_out() {
        DeviceClient device = DeviceClient.of(server, ISSUING.device("valve-1")).showing(ISSUING.certificate());
        ApiClient withToken = ApiClient.withToken(server, device.token());

        assertThat(withToken.get("/user/currentUser").expecting(200).text("userName"))
                .isEqualTo("device_valve-1");
        assertThat(withToken.get("/tenant/currentTenant").expecting(200).text("name"))
                .isEqualTo("acme");
        withToken.get("/tenant/options").expecting(403, "forbidden");
        withToken.post("/user/logout", Map.of()).expecting(200);
        withToken.get("/user/currentUser").expecting(401, "token_logged_out");

        ApiClient withNext = ApiClient.withToken(server, device.token());
        withNext.get("/user/currentUser").expecting(200);
    }

    @Test
    void all_tokens_of_a_tenant_end_together_and_each_device_gets_another() {
        DeviceClient device = DeviceClient.of(server, ISSUING.device("valve-3")).showing(ISSUING.certificate());
        ApiClient withToken = ApiClient.withToken(server, device.token());
        withToken.get("/user/currentUser").expecting(200);

        acme.post("/user/logout/acme/allUsers", Map.of()).expecting(200);

        withToken.get("/user/currentUser").expecting(401, "token_logged_out");
        ApiClient.withToken(server, device.token()).get("/user/currentUser").expecting(200);
    }

    @Test
    void before_half_life_the_same_token_comes_again_and_from_half_life_on_the_next() throws Exception {
        DeviceClient device = DeviceClient.of(server, ISSUING.device("valve-2")).showing(ISSUING.certificate());
        SignedJWT first = SignedJWT.parse(device.token());

        server.clock().advance(Duration.ofMillis(1_799_999));
        SignedJWT justBefore = SignedJWT.parse(device.token());
        server.clock().advance(Duration.ofMillis(1));
        SignedJWT atHalfLife = SignedJWT.parse(device.token());

        assertThat(justBefore.getPayload().toString())
                .isEqualTo(first.getPayload().toString());
        assertThat(atHalfLife.getJWTClaimsSet().getJWTID())
                .isNotEqualTo(first.getJWTClaimsSet().getJWTID());
        ApiClient.withToken(server, first.serialize()).get("/user/currentUser").expecting(200);
        server.clock().advance(Duration.ofMinutes(30));
        ApiClient.withToken(server, first.serialize()).get("/user/currentUser").expecting(401, "token_expired");
        ApiClient.withToken(server, atHalfLife.serialize())
                .get("/user/currentUser")
                .expecting(200);
    }

    @Test
    void a_changed_lifespan_gives_a_new_token_at_once() throws Exception {
        ApiClient beta = ApiClient.ofOperator(server).createTenant("beta", "beta.example");
        TestCa ca = TestCa.root("Beta Root");
        beta.trust("beta", ca).expecting(201);
        DeviceClient device = DeviceClient.of(server, ca.device("valve-3"));
        SignedJWT hour = SignedJWT.parse(device.token());

        beta.setOption("oauth.internal", "device-token.lifespan.seconds", "299").expecting(422, "invalid_data");
        beta.setOption("oauth.internal", "device-token.lifespan.seconds", "300").expecting(200);
        SignedJWT fiveMinutes = SignedJWT.parse(device.token());

        assertThat(fiveMinutes.getJWTClaimsSet().getJWTID())
                .isNotEqualTo(hour.getJWTClaimsSet().getJWTID());
        assertThat(Duration.between(
                        fiveMinutes.getJWTClaimsSet().getIssueTime().toInstant(),
                        fiveMinutes.getJWTClaimsSet().getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void sixty_four_connections_at_once_get_one_token() throws Exception {
        TestDevice device = ISSUING.device("valve-4");
        var together = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> tokens = IntStream.range(0, 64)
                    .mapToObj(_ -> threads.submit(() -> {
                        try (DeviceClient client = DeviceClient.of(server, device)) {
                            together.await();
                            return client.showing(ISSUING.certificate()).token();
                        }
                    }))
                    .toList();
            together.countDown();
            for (Future<String> token : tokens) {
                assertThat(SignedJWT.parse(token.get()).getPayload().toString())
                        .isEqualTo(SignedJWT.parse(tokens.getFirst().get())
                                .getPayload()
                                .toString());
            }
        }
    }

    @Test
    void a_restart_loses_neither_devices_nor_tokens() throws Exception {
        TestDevice device = ISSUING.device("valve-5");
        SignedJWT before = SignedJWT.parse(
                DeviceClient.of(server, device).showing(ISSUING.certificate()).token());

        server.restart();

        SignedJWT after = SignedJWT.parse(
                DeviceClient.of(server, device).showing(ISSUING.certificate()).token());
        assertThat(after.getPayload().toString()).isEqualTo(before.getPayload().toString());
        ApiClient.withToken(server, before.serialize()).get("/user/currentUser").expecting(200);
    }
}
