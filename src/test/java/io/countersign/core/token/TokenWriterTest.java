package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.ACME;
import static io.countersign.core.token.TokenBench.ACME_DOMAIN;
import static io.countersign.core.token.TokenBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.core.device.DeviceId;
import io.countersign.core.signing.Signatures;
import io.countersign.core.signing.SigningAlgorithm;
import io.countersign.core.signing.SigningKey;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.tenant.TenantStatus;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenWriterTest {
    private static final Tenant TENANT = TokenBench.tenant(ACME, ACME_DOMAIN, TenantStatus.ACTIVE);
    private static final AnchorId ANCHOR = new AnchorId("0123456789abcdef");
    private static final Issued ISSUED = new Issued(
            new Thumbprint("A".repeat(43)),
            new Lifespan(3600),
            new Stamp(Stamp.at(NOW).value() + 5),
            Stamp.NONE,
            Optional.empty());

    private final TokenBench bench = new TokenBench();

    @Test
    void the_header_names_algorithm_and_key() {
        String kid = bench.keys.ring().signing(SigningAlgorithm.ES256, NOW).kid();

        assertThat(part(0, write("pump-1"))).isEqualTo("{\"alg\":\"ES256\",\"kid\":\"" + kid + "\",\"typ\":\"JWT\"}");
    }

    /// Contract.md 1.6, product.md 4.
    @Test
    void the_payload_holds_the_claims_of_the_contract_and_nothing_else() {
        assertThat(part(1, write("pump-1")))
                .isEqualTo("{\"aud\":\"acme.example\",\"iss\":\"acme.example\",\"sub\":\"device_pump-1\","
                        + "\"ten\":\"acme\",\"tci\":\"device_token_config\","
                        + "\"iat\":1772366400,\"nbf\":1772366400,\"exp\":1772370000,"
                        + "\"jti\":\"019ca945-0afa-7005-9812-5311df8e8322\","
                        + "\"tfa\":false,\"xsrfToken\":\"buCPLEPZrIwmFcHoJxgD\","
                        + "\"anchor\":\"0123456789abcdef\",\"path\":[],\"cnf\":{\"x5t#S256\":\"" + "A".repeat(43)
                        + "\"}}");
    }

    @Test
    void the_claims_beside_the_text_say_the_same() {
        DeviceToken.Signed signed = write("pump-1");

        assertThat(new NimbusClaims().read(part(1, signed).getBytes(StandardCharsets.US_ASCII)))
                .contains(signed.claims());
        assertThat(signed.claims().stamp()).isEqualTo(ISSUED.stamp());
        assertThat(signed.claims().anchor()).isEqualTo(ANCHOR);
    }

    @Test
    void another_library_verifies_the_signature() throws Exception {
        SigningKey key = bench.keys.ring().signing(SigningAlgorithm.ES256, NOW);

        SignedJWT jwt = SignedJWT.parse(write("pump-1").text());

        assertThat(jwt.verify(new ECDSAVerifier((ECPublicKey) key.publicKey()))).isTrue();
        assertThat(jwt.getHeader().getKeyID()).isEqualTo(key.kid());
        assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly("acme.example");
    }

    @Test
    void a_tenant_that_wants_rsa_gets_what_another_library_verifies_as_rsa() throws Exception {
        sign(SigningAlgorithm.RS256);

        SignedJWT jwt = SignedJWT.parse(write("pump-1").text());

        SigningKey key = bench.keys.ring().signing(SigningAlgorithm.RS256, NOW);
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        assertThat(jwt.getHeader().getKeyID()).isEqualTo(key.kid());
        assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) key.publicKey())))
                .isTrue();
    }

    @Test
    void a_token_that_is_handed_back_is_signed_as_the_tenant_wants_it_now() {
        Vouching vouching = vouching();
        DeviceId pump = new DeviceId("pump-1");
        DeviceToken.Signed before = bench.writer.write(TENANT, pump, ISSUED, vouching, NOW);
        sign(SigningAlgorithm.EDDSA);

        DeviceToken.Signed after = bench.writer.write(TENANT, pump, ISSUED, vouching, NOW);

        assertThat(part(0, before)).contains("\"alg\":\"ES256\"");
        assertThat(part(0, after)).contains("\"alg\":\"EdDSA\"");
        assertThat(after.claims()).isEqualTo(before.claims());
    }

    private void sign(SigningAlgorithm algorithm) {
        bench.keys.provide(algorithm, NOW);
        bench.options.put(ACME, List.of(new TenantOption(TokenAlgorithm.OPTION, algorithm.jose(), true)));
    }

    @Test
    void a_token_is_signed_with_the_key_of_its_moment() {
        SigningKey first = bench.keys.ring().signing(SigningAlgorithm.ES256, NOW);
        SigningKey second = bench.keys.rotate(SigningAlgorithm.ES256, NOW, Duration.ofHours(24));

        assertThat(part(0, write("pump-1"))).contains(first.kid());
        DeviceToken.Signed later =
                bench.writer.write(TENANT, new DeviceId("pump-1"), ISSUED, vouching(), NOW.plus(Duration.ofHours(24)));
        assertThat(part(0, later)).contains(second.kid());
    }

    /// A signature has a random part, so a text that was signed again is another one.
    @Test
    void a_token_is_signed_once_and_again_when_anything_of_it_changes() {
        Vouching vouching = vouching();
        DeviceId pump = new DeviceId("pump-1");
        DeviceToken.Signed first = bench.writer.write(TENANT, pump, ISSUED, vouching, NOW);

        assertThat(bench.writer.write(TENANT, pump, ISSUED, vouching, NOW.plusSeconds(1)))
                .isSameAs(first);

        Issued next = new Issued(
                ISSUED.leaf(), ISSUED.lifespan(), ISSUED.stamp().next(NOW), ISSUED.endedUpTo(), ISSUED.anchor());
        assertThat(bench.writer
                        .write(TENANT, pump, next, vouching, NOW)
                        .claims()
                        .stamp())
                .isEqualTo(next.stamp());
        Tenant moved = TokenBench.tenant(ACME, TokenBench.BOLT_DOMAIN, TenantStatus.ACTIVE);
        assertThat(bench.writer
                        .write(moved, pump, ISSUED, vouching, NOW)
                        .claims()
                        .domain())
                .isEqualTo(TokenBench.BOLT_DOMAIN);
        assertThat(bench.writer.write(TENANT, pump, ISSUED, vouching, NOW)).isNotEqualTo(first);
        SigningKey key = bench.keys.rotate(SigningAlgorithm.ES256, NOW, Duration.ZERO);
        assertThat(part(0, bench.writer.write(TENANT, pump, ISSUED, vouching, NOW)))
                .contains(key.kid());
    }

    /// Clients decode the payload with the wrong base64 alphabet and break on `-` and `_` (clients.md 8).
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "a>b, a\\u003eb",
                "a?b, a\\u003fb",
                "a~b, a\\u007eb",
                "a\"b, a\\u0022b",
                "\u00e9, \\u00e9",
                "\u6c34, \\u6c34",
                "\ud83d\ude80, \\ud83d\\ude80",
                "a b!&'<=}|{, a b!&'<=}|{",
            })
    void what_would_put_a_hyphen_or_underscore_into_the_text_is_escaped(String id, String json) {
        DeviceToken.Signed signed = write(id);

        assertThat(part(1, signed)).contains("\"sub\":\"device_" + json + "\"");
        assertThat(encodedPart(1, signed)).doesNotContain("-", "_");
        assertThat(new NimbusClaims().read(part(1, signed).getBytes(StandardCharsets.US_ASCII)))
                .contains(signed.claims());
    }

    @Test
    void the_payloads_of_ten_thousand_devices_hold_no_hyphen_and_no_underscore() {
        var ids = new TokenIds(TokenBench.secret("of all nodes"));
        var unsigned = new TokenWriter(bench.keys, new NoSignatures(), ids, bench.options);
        var random = new Random(20_260_301);
        for (int i = 0; i < 10_000; i++) {
            DeviceId device = randomId(random);
            assertThat(encodedPart(1, unsigned.write(TENANT, device, ISSUED, vouching(), NOW)))
                    .as(device.value())
                    .matches("[A-Za-z0-9]+");
        }
    }

    /// Saves the time of ten thousand signatures.
    private static final class NoSignatures implements Signatures {
        @Override
        public byte[] sign(SigningKey key, byte[] input) {
            return new byte[64];
        }

        @Override
        public boolean verify(SigningKey key, byte[] input, byte[] signature) {
            return false;
        }
    }

    /// Visible ASCII mostly, and now and then a letter from anywhere.
    private static DeviceId randomId(Random random) {
        var text = new StringBuilder("d");
        int length = 1 + random.nextInt(40);
        while (text.length() < length) {
            int letter = random.nextInt(10) == 0 ? random.nextInt(0x10000) : '!' + random.nextInt('~' - '!' + 1);
            if (Character.isLetter(letter) || (letter > ' ' && letter < 0x7f && "/\\$:+".indexOf(letter) < 0)) {
                text.appendCodePoint(letter);
            }
        }
        return new DeviceId(text.toString());
    }

    private static Vouching vouching() {
        return new Vouching(ACME, new Vouched(ANCHOR, List.of()));
    }

    private DeviceToken.Signed write(String device) {
        return bench.writer.write(TENANT, new DeviceId(device), ISSUED, vouching(), NOW);
    }

    private static String encodedPart(int index, DeviceToken.Signed signed) {
        String[] parts = signed.text().split("\\.", -1);
        assertThat(parts).hasSize(3);
        return parts[index];
    }

    private static String part(int index, DeviceToken.Signed signed) {
        return new String(Base64.getUrlDecoder().decode(encodedPart(index, signed)), StandardCharsets.UTF_8);
    }
}
