package io.countersign.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `verify-jws --batch`: a fixed algorithm for each key, everything else refused.
class JwsCaseTest {
    private static final ECKey EC = ec();
    private static final RSAKey RSA = rsa();
    private static final OctetSequenceKey SECRET = secret();
    private static final String GOOD = sign(JWSAlgorithm.ES256, EC);

    private static ECKey ec() {
        return made(() ->
                new ECKeyGenerator(Curve.P_256).algorithm(JWSAlgorithm.ES256).generate());
    }

    private static RSAKey rsa() {
        return made(
                () -> new RSAKeyGenerator(2048).algorithm(JWSAlgorithm.RS256).generate());
    }

    private static OctetSequenceKey secret() {
        return made(() ->
                new OctetSequenceKeyGenerator(256).algorithm(JWSAlgorithm.HS256).generate());
    }

    @FunctionalInterface
    private interface Making<T> {
        T make() throws JOSEException;
    }

    private static <T> T made(Making<T> making) {
        try {
            return making.make();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String sign(JWSAlgorithm algorithm, JWK key) {
        return sign(new JWSHeader.Builder(algorithm).build(), key);
    }

    private static String sign(JWSHeader header, JWK key) {
        return made(() -> {
            JWSSigner signer = switch (key) {
                case ECKey ec -> new ECDSASigner(ec);
                case RSAKey rsa -> new RSASSASigner(rsa);
                case OctetSequenceKey secret -> new MACSigner(secret);
                default -> throw new IllegalArgumentException(key.toString());
            };
            var token = new JWSObject(header, new Payload("{\"sub\":\"pump-1\"}"));
            token.sign(signer);
            return token.serialize();
        });
    }

    private static String answer(String jws, JWK key) {
        ObjectNode json = JsonMapper.shared().createObjectNode().put("jws", jws);
        json.set("jwk", JsonMapper.shared().readTree(key.toJSONString()));
        return answer(json.toString());
    }

    private static String answer(String line) {
        JsonNode answer = JsonMapper.shared()
                .readTree(CommandRun.withInput(line + "\n", "verify-jws", "--batch")
                        .out());
        return answer.path("result").asString() + " " + answer.path("reason").asString("");
    }

    @Test
    void a_token_signed_by_the_key_with_its_algorithm_is_accepted() {
        assertThat(answer(GOOD, EC.toPublicJWK())).isEqualTo("accept ");
        assertThat(answer(sign(JWSAlgorithm.RS256, RSA), RSA.toPublicJWK())).isEqualTo("accept ");
        assertThat(answer(sign(JWSAlgorithm.HS256, SECRET), SECRET)).isEqualTo("accept ");
        RSAKey pss = new RSAKey.Builder(RSA).algorithm(JWSAlgorithm.PS384).build();
        assertThat(answer(sign(JWSAlgorithm.PS384, pss), pss)).isEqualTo("accept ");
    }

    static Stream<Arguments> refused() {
        String[] parts = GOOD.split("\\.", -1);
        String none = base64url("{\"alg\":\"none\"}");
        String blank = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]);
        var withPublicKey =
                new OctetSequenceKey.Builder(made(() -> RSA.toPublicKey().getEncoded())).build();
        return Stream.of(
                Arguments.of("another key", GOOD, ec(), "bad_signature"),
                Arguments.of(
                        "a changed payload", parts[0] + "." + base64url("{}") + "." + parts[2], EC, "bad_signature"),
                Arguments.of("no algorithm", none + "." + parts[1] + ".", EC, "unreadable"),
                Arguments.of("no algorithm, a signature", none + "." + parts[1] + "." + parts[2], EC, "unreadable"),
                Arguments.of("a blank signature", parts[0] + "." + parts[1] + "." + blank, EC, "bad_signature"),
                Arguments.of("a short signature", parts[0] + "." + parts[1] + ".AAAA", EC, "bad_signature"),
                Arguments.of("no signature", parts[0] + "." + parts[1] + ".", EC, "unreadable"),
                Arguments.of(
                        "HMAC with the public key",
                        sign(JWSAlgorithm.HS256, withPublicKey),
                        RSA.toPublicJWK(),
                        "wrong_algorithm"),
                Arguments.of("an algorithm of the same family", sign(JWSAlgorithm.PS256, RSA), RSA, "wrong_algorithm"));
    }

    static Stream<Arguments> broken_forms() {
        String[] parts = GOOD.split("\\.", -1);
        return Stream.of(
                Arguments.of("padding", GOOD + "=", EC, "unreadable"),
                Arguments.of("stray bits", strayBits(GOOD), EC, "unreadable"),
                Arguments.of("white space", GOOD.replace(".", ". "), EC, "unreadable"),
                Arguments.of("two parts", parts[0] + "." + parts[1], EC, "unreadable"),
                Arguments.of("five parts", GOOD + ".AA.AA", EC, "unreadable"),
                Arguments.of(
                        "two algorithms",
                        base64url("{\"alg\":\"ES256\",\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2],
                        EC,
                        "unreadable"),
                Arguments.of("nothing", "", EC, "unreadable"),
                Arguments.of("a crowd of dots", "......", EC, "unreadable"));
    }

    static Stream<Arguments> unfit_keys() {
        return Stream.of(
                Arguments.of(
                        "a key without algorithm",
                        GOOD,
                        new ECKey.Builder(EC).algorithm(null).build(),
                        "bad_key"),
                Arguments.of(
                        "a key for another algorithm",
                        GOOD,
                        new ECKey.Builder(EC).algorithm(JWSAlgorithm.ES384).build(),
                        "bad_key"),
                Arguments.of(
                        "a key for encryption",
                        GOOD,
                        new ECKey.Builder(EC).keyUse(KeyUse.ENCRYPTION).build(),
                        "bad_key"),
                Arguments.of(
                        "a short secret",
                        GOOD,
                        new OctetSequenceKey.Builder(new byte[16])
                                .algorithm(JWSAlgorithm.HS256)
                                .build(),
                        "bad_key"));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource({"refused", "broken_forms", "unfit_keys"})
    void everything_else_is_refused(String name, String jws, JWK key, String reason) {
        assertThat(answer(jws, key)).isEqualTo("reject " + reason);
    }

    @Test
    void a_header_that_asks_for_what_is_not_known_or_brings_its_own_key_helps_nobody() {
        JWSHeader critical = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .customParam("exp", 1)
                .criticalParams(Set.of("exp"))
                .build();
        ECKey stranger = ec();
        JWSHeader withKey = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .jwk(stranger.toPublicJWK())
                .build();

        assertThat(answer(sign(critical, EC), EC)).isEqualTo("reject bad_signature");
        assertThat(answer(sign(withKey, stranger), EC)).isEqualTo("reject bad_signature");
    }

    @Test
    void a_line_that_is_no_case_is_answered_too() {
        for (String line : List.of("no json", "[]", "{}", "{\"jws\":1,\"jwk\":{}}", "{\"jws\":\"a\",\"jws\":\"b\"}")) {
            assertThat(answer(line)).isEqualTo("reject unreadable");
        }
        assertThat(answer("{\"jws\":\"a\",\"jwk\":{}}")).isEqualTo("reject unreadable");
        assertThat(answer("{\"jws\":\"a\",\"jwk\":{\"kty\":\"OKP\"}}")).isEqualTo("unsupported ");
    }

    private static String base64url(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The last letter of a 64 byte signature holds four bits that mean nothing.
    private static String strayBits(String jws) {
        char last = jws.charAt(jws.length() - 1);
        return jws.substring(0, jws.length() - 1) + (char) (last + 1);
    }
}
