package io.countersign.edge.http.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.TokenClaims;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenClaimsReaderTest {
    private static final String CLAIMS = """
            {"aud":"acme.example","iss":"acme.example","sub":"device_Pump\\u003f 1","ten":"acme",\
            "tci":"device_token_config","iat":1772366400,"nbf":1772366400,"exp":1772370000,\
            "jti":"019ca9a1-9800-7000-8000-000000000001","tfa":false,"xsrfToken":"abcdefghijklmnopqrst",\
            "anchor":"0123456789abcdef","cnf":{"x5t#S256":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}}""";

    private static Optional<TokenClaims> read(String json) {
        return new TokenClaimsReader().read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_claims_of_a_device_token_are_read_back() {
        assertThat(read(CLAIMS))
                .contains(new TokenClaims(
                        new Domain("acme.example"),
                        new TenantId("acme"),
                        new DeviceId("Pump? 1"),
                        UUID.fromString("019ca9a1-9800-7000-8000-000000000001"),
                        Instant.ofEpochSecond(1_772_366_400),
                        Instant.ofEpochSecond(1_772_370_000),
                        new Thumbprint("A".repeat(43)),
                        new AnchorId("0123456789abcdef"),
                        List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "ten", "tci", "iat", "exp", "jti", "anchor", "cnf", "x5t#S256"})
    void a_token_without_one_of_its_claims_is_none(String claim) {
        assertThat(read(CLAIMS.replace("\"" + claim + "\"", "\"other\""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"device_Pump\\u003f 1\"                 | \"Pump\"",
                "\"acme\"                                 | \"Not A Tenant\"",
                "\"device_token_config\"                  | \"another\"",
                "1772370000                               | \"1772370000\"",
                "1772370000                               | 1772370000.5",
                "1772370000                               | 99999999999999999999",
                "1772370000                               | 999999999999999999",
                "\"019ca9a1-9800-7000-8000-000000000001\" | \"1\"",
                "\"0123456789abcdef\"                     | null",
            })
    void a_claim_of_another_form_makes_it_none(String good, String bad) {
        assertThat(read(CLAIMS.replace(good, bad))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"x\"", "{", "{}", "1"})
    void what_is_no_json_object_is_none(String json) {
        assertThat(read(json)).isEmpty();
    }
}
