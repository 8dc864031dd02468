package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.ACME;
import static io.countersign.core.token.TokenBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.signing.InMemorySigningKeys;
import io.countersign.core.signing.SigningAlgorithm;
import io.countersign.core.signing.SigningKey;
import io.countersign.core.tenant.TenantOption;
import io.countersign.testing.TestCa;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Text that is not one of our tokens, or no longer (CVE-2026-29000, CVE-2022-21449), whatever ours are signed with.
@ParameterizedClass
@EnumSource
class ForgedTokenTest {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final TokenBench bench = new TokenBench();
    private final SigningAlgorithm algorithm;
    private final String token;
    private final String header;
    private final String payload;
    private final String signature;

    ForgedTokenTest(SigningAlgorithm algorithm) {
        this.algorithm = algorithm;
        bench.keys.provide(algorithm, NOW);
        bench.options.put(ACME, List.of(new TenantOption(TokenAlgorithm.OPTION, algorithm.jose(), true)));
        TestCa ca = TestCa.root("Acme");
        bench.trust(ACME, ca);
        token = bench.token(ca.device("pump-1"), NOW).signed().text();
        String[] parts = token.split("\\.", -1);
        header = parts[0];
        payload = parts[1];
        signature = parts[2];
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a", "a.b", "a.b.c", "e30.e30.", "a..b", "\u00e9.\u00e9.\u00e9", " "})
    void text_that_is_no_token_is_invalid(String text) {
        assertInvalid(text);
    }

    @Test
    void a_part_too_few_or_too_many_is_invalid() {
        assertInvalid(header + '.' + payload);
        assertInvalid(header + ".." + signature);
        assertInvalid('.' + payload + '.' + signature);
        assertInvalid(header + '.' + payload + '.');
        assertInvalid(token + '.');
        assertInvalid(token + '.' + signature);
        assertInvalid(header + '.' + payload + '.' + payload + '.' + signature);
        assertInvalid(header + '.' + payload + ".." + signature);
    }

    @Test
    void a_change_anywhere_is_invalid() {
        IntStream.iterate(0, i -> i < token.length(), i -> i + 7).forEach(i -> {
            char changed = token.charAt(i) == 'A' ? 'B' : 'A';
            assertInvalid(token.substring(0, i) + changed + token.substring(i + 1));
        });
    }

    @Test
    void white_space_and_padding_are_invalid() {
        assertInvalid(" " + token);
        assertInvalid(token + " ");
        assertInvalid(token + "\n");
        assertInvalid(token + "=");
        assertInvalid(token + "==");
        assertInvalid(header + "=." + payload + '.' + signature);
    }

    /// The last letter carries 2 bits: the others spell the same 64 or 256 bytes, and only one of them is ours.
    @Test
    void another_spelling_of_the_same_signature_is_invalid() {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int end = signature.length() - 1;
        int last = alphabet.indexOf(signature.charAt(end));
        String twin = signature.substring(0, end) + alphabet.charAt(last ^ 1);

        assertThat(Base64.getUrlDecoder().decode(twin))
                .isEqualTo(Base64.getUrlDecoder().decode(signature));
        assertInvalid(header + '.' + payload + '.' + twin);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 72, 128, 255, 256, 257})
    void a_blank_signature_of_any_length_is_invalid(int length) {
        assertInvalid(header + '.' + payload + '.' + BASE64URL.encodeToString(new byte[length]));
    }

    @Test
    void a_signature_with_something_behind_it_is_invalid() {
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);

        assertInvalid(header + '.' + payload + '.' + BASE64URL.encodeToString(longer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"none\",\"kid\":\"@\",\"typ\":\"JWT\"}",
                "{\"alg\":\"none\"}",
                "{\"alg\":\"ES384\",\"kid\":\"@\",\"typ\":\"JWT\"}",
                "{\"alg\":\"PS256\",\"kid\":\"@\",\"typ\":\"JWT\"}",
                "{\"alg\":\"Ed25519\",\"kid\":\"@\",\"typ\":\"JWT\"}",
                "{\"typ\":\"JWT\",\"kid\":\"@\",\"alg\":\"#\"}",
                "{\"alg\":\"#\",\"kid\":\"another\",\"typ\":\"JWT\"}",
                "{\"alg\":\"#\",\"typ\":\"JWT\"}",
                "{\"alg\":\"#\",\"kid\":\"@\",\"typ\":\"JWT\",\"jku\":\"https://evil.example/\"}",
                "{\"alg\":\"#\",\"kid\":\"@\",\"typ\":\"JWT\",\"crit\":[\"b64\"],\"b64\":false}",
            })
    void a_header_that_is_not_letter_by_letter_ours_is_invalid_whoever_signed(String json) {
        SigningKey key = bench.keys.ring().signing(algorithm, NOW);
        String input = encode(json.replace("@", key.kid()).replace("#", algorithm.jose())) + '.' + payload;
        byte[] good = bench.signatures.sign(key, input.getBytes(StandardCharsets.US_ASCII));

        assertInvalid(input + '.' + BASE64URL.encodeToString(good));
        assertInvalid(input + '.' + signature);
        assertInvalid(input + '.');
    }

    @Test
    void a_token_that_takes_our_public_key_for_a_shared_secret_is_invalid() throws GeneralSecurityException {
        SigningKey key = bench.keys.ring().signing(algorithm, NOW);
        String input = encode("{\"alg\":\"HS256\",\"kid\":\"" + key.kid() + "\",\"typ\":\"JWT\"}") + '.' + payload;
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.publicKey().getEncoded(), "HmacSHA256"));

        assertInvalid(input + '.' + BASE64URL.encodeToString(mac.doFinal(input.getBytes(StandardCharsets.US_ASCII))));
    }

    /// CVE-2026-49998, CVE-2025-59936: a key id names a key of ours or none.
    @Test
    void a_token_signed_with_a_stranger_key_under_our_key_id_is_invalid() {
        SigningKey stranger = new InMemorySigningKeys().add(algorithm, NOW, NOW);
        byte[] bytes = bench.signatures.sign(stranger, (header + '.' + payload).getBytes(StandardCharsets.US_ASCII));

        assertInvalid(header + '.' + payload + '.' + BASE64URL.encodeToString(bytes));
        assertInvalid(stranger.headerText() + '.' + payload + '.' + BASE64URL.encodeToString(bytes));
    }

    /// RFC 8725, 3.1: what a key signs with is not what the token says, but what the key is for.
    @Test
    void a_token_signed_with_our_key_of_another_algorithm_is_invalid_under_either_header() {
        SigningAlgorithm another =
                algorithm == SigningAlgorithm.RS256 ? SigningAlgorithm.ES256 : SigningAlgorithm.RS256;
        bench.keys.provide(another, NOW);
        SigningKey other = bench.keys.ring().signing(another, NOW);
        String mixed = encode("{\"alg\":\"" + another.jose() + "\",\"kid\":\""
                + bench.keys.ring().signing(algorithm, NOW).kid() + "\",\"typ\":\"JWT\"}");

        for (String start : List.of(header, mixed)) {
            byte[] bytes = bench.signatures.sign(other, (start + '.' + payload).getBytes(StandardCharsets.US_ASCII));
            assertInvalid(start + '.' + payload + '.' + BASE64URL.encodeToString(bytes));
        }
    }

    @Test
    void a_token_of_a_key_that_no_longer_signs_counts_until_the_key_goes() {
        bench.keys.rotate(algorithm, NOW, Duration.ZERO);
        assertThat(bench.checkToken.check(token, NOW)).isInstanceOf(CheckToken.Result.Live.class);

        bench.keys.keepYoung(NOW.plus(Duration.ofDays(30)));
        assertInvalid(token);
    }

    @Test
    void a_payload_that_is_no_device_token_is_invalid_though_we_signed_it() {
        assertInvalid(signed("[]"));
        assertInvalid(signed("not json"));
        assertInvalid(signed(""));
    }

    @Test
    void a_payload_that_is_no_canonical_base64_is_invalid_though_we_signed_it() {
        assertInvalid(signedPayload(payload + "="));
        assertInvalid(signedPayload("e31"));
        assertInvalid(signedPayload("\u00e9"));
        assertInvalid(signedPayload("e 30"));
    }

    @Test
    void text_of_more_than_8192_characters_is_not_looked_at() {
        String claims = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.US_ASCII);
        int room = (8192 - header.length() - signature.length() - 2) / 4 * 3;
        String longest = signed(claims + " ".repeat(room - claims.length()));
        String tooLong = signed(claims + " ".repeat(room - claims.length() + 3));

        assertThat(longest.length()).isBetween(8189, 8192);
        assertThat(bench.checkToken.check(longest, NOW)).isInstanceOf(CheckToken.Result.Live.class);
        assertThat(tooLong.length()).isGreaterThan(8192);
        assertInvalid(tooLong);
    }

    private String signed(String json) {
        return signedPayload(encode(json));
    }

    private String signedPayload(String encoded) {
        SigningKey key = bench.keys.ring().signing(algorithm, NOW);
        String input = header + '.' + encoded;
        byte[] bytes = bench.signatures.sign(key, input.getBytes(StandardCharsets.ISO_8859_1));
        return input + '.' + BASE64URL.encodeToString(bytes);
    }

    private static String encode(String json) {
        return BASE64URL.encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }

    private void assertInvalid(String text) {
        assertThat(bench.checkToken.check(text, NOW)).isEqualTo(new CheckToken.Result.Dead(TokenFault.TOKEN_INVALID));
    }
}
