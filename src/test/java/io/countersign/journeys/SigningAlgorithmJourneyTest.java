package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.RunningServer;
import io.countersign.testing.TestCa;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A tenant says what its tokens are signed with (product.md 4).
class SigningAlgorithmJourneyTest {
    private static final TestCa ROOT = TestCa.root("Algorithm Root");
    private static final String OPTION = "/tenant/options/oauth.internal/device-token.signing-algorithm";

    /// What stands before the 32 bytes of an Ed25519 key in X.509 (RFC 8410, 10.1).
    private static final byte[] ED25519_IN_X509 = HexFormat.of().parseHex("302a300506032b6570032100");

    @TempDir
    Path folder;

    private static ApiClient acme(RunningServer server) {
        ApiClient acme = ApiClient.ofOperator(server).createTenant("acme", "localhost");
        acme.trust("acme", ROOT).expecting(201);
        return acme;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "RS256", "EdDSA"})
    void the_tokens_of_a_tenant_are_signed_as_it_wants_and_open_the_api(String algorithm) throws Exception {
        try (RunningServer server = RunningServer.in(folder);
                ApiClient acme = acme(server)) {
            acme.put(OPTION, Map.of("value", algorithm)).expecting(200);

            String text = DeviceClient.of(server, ROOT.device("pump-1")).token();

            SignedJWT token = SignedJWT.parse(text);
            assertThat(token.getHeader().getAlgorithm().getName()).isEqualTo(algorithm);
            assertThat(isVerifiedThroughTheKeySet(token, acme)).isTrue();
            assertThat(text.split("\\.", -1)[1]).matches("[A-Za-z0-9]+");
            ApiClient.withToken(server, text).get("/user/currentUser").expecting(200);
        }
    }

    @Test
    void a_change_counts_at_once_and_ends_no_token() throws Exception {
        try (RunningServer server = RunningServer.in(folder);
                ApiClient acme = acme(server)) {
            DeviceClient device = DeviceClient.of(server, ROOT.device("pump-1"));
            SignedJWT before = SignedJWT.parse(device.token());
            acme.put(OPTION, Map.of("value", "RS256")).expecting(200);
            SignedJWT after = SignedJWT.parse(device.token());
            acme.delete(OPTION).expecting(204);
            SignedJWT again = SignedJWT.parse(device.token());

            assertThat(after.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
            assertThat(again.getHeader().getKeyID())
                    .isEqualTo(before.getHeader().getKeyID());
            assertThat(after.getJWTClaimsSet()).isEqualTo(before.getJWTClaimsSet());
            for (SignedJWT token : new SignedJWT[] {before, after, again}) {
                ApiClient.withToken(server, token.serialize())
                        .get("/user/currentUser")
                        .expecting(200);
            }
        }
    }

    @Test
    void the_key_of_an_algorithm_is_drawn_once_and_found_again_after_a_restart() throws Exception {
        String token;
        try (RunningServer server = RunningServer.in(folder);
                ApiClient acme = acme(server)) {
            assertThat(keySet(acme).getKeys()).hasSize(1);
            acme.put(OPTION, Map.of("value", "EdDSA")).expecting(200);
            acme.put(OPTION, Map.of("value", "RS256")).expecting(200);
            acme.put(OPTION, Map.of("value", "EdDSA")).expecting(200);
            assertThat(keySet(acme).getKeys()).hasSize(3);
            token = DeviceClient.of(server, ROOT.device("pump-1")).token();
        }
        try (RunningServer server = RunningServer.in(folder)) {
            ApiClient.withToken(server, token).get("/user/currentUser").expecting(200);
            assertThat(SignedJWT.parse(DeviceClient.of(server, ROOT.device("pump-1"))
                                    .token())
                            .getHeader()
                            .getKeyID())
                    .isEqualTo(SignedJWT.parse(token).getHeader().getKeyID());
        }
    }

    @Test
    void what_a_key_signed_counts_until_it_is_taken_back_and_the_device_gets_its_token_again() throws Exception {
        try (RunningServer server = RunningServer.in(folder);
                ApiClient acme = acme(server);
                ApiClient operator = ApiClient.ofOperator(server)) {
            DeviceClient device = DeviceClient.of(server, ROOT.device("pump-1"));
            String before = device.token();

            operator.delete("/countersign/keys/"
                            + keySet(acme).getKeys().getFirst().getKeyID())
                    .expecting(204);

            ApiClient.withToken(server, before).get("/user/currentUser").expecting(401, "token_invalid");
            String after = device.token();
            ApiClient.withToken(server, after).get("/user/currentUser").expecting(200);
            assertThat(SignedJWT.parse(after).getJWTClaimsSet())
                    .isEqualTo(SignedJWT.parse(before).getJWTClaimsSet());
        }
    }

    @Test
    void another_algorithm_is_refused_with_the_rule_and_no_key_is_drawn() throws Exception {
        try (RunningServer server = RunningServer.in(folder);
                ApiClient acme = acme(server)) {
            HttpReply reply = acme.put(OPTION, Map.of("value", "HS256")).expecting(422);

            assertThat(reply.body()).contains("is one of ES256, RS256, EdDSA, not 'HS256'");
            acme.get(OPTION).expecting(404);
            assertThat(keySet(acme).getKeys()).hasSize(1);
        }
    }

    private static JWKSet keySet(ApiClient api) throws Exception {
        return JWKSet.parse(api.get("/.well-known/jwks.json").expecting(200).body());
    }

    private static boolean isVerifiedThroughTheKeySet(SignedJWT token, ApiClient api) throws Exception {
        JWK key = keySet(api).getKeyByKeyId(token.getHeader().getKeyID());
        assertThat(key.getAlgorithm()).isEqualTo(token.getHeader().getAlgorithm());
        return switch (key.getKeyType().getValue()) {
            case "EC" -> token.verify(new ECDSAVerifier(key.toECKey()));
            case "RSA" -> token.verify(new RSASSAVerifier(key.toRSAKey()));
            default -> isVerifiedByTheJdk(token, ed25519(key.toOctetKeyPair().getDecodedX()));
        };
    }

    private static PublicKey ed25519(byte[] own) throws Exception {
        var x509 = new ByteArrayOutputStream();
        x509.write(ED25519_IN_X509);
        x509.write(own);
        return KeyFactory.getInstance("Ed25519", "SunEC").generatePublic(new X509EncodedKeySpec(x509.toByteArray()));
    }

    private static boolean isVerifiedByTheJdk(SignedJWT token, PublicKey key) throws Exception {
        Signature check = Signature.getInstance("Ed25519", "SunEC");
        check.initVerify(key);
        check.update(token.getSigningInput());
        return check.verify(token.getSignature().decode());
    }
}
