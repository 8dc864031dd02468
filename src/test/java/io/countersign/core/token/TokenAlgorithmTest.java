package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.ACME;
import static io.countersign.core.token.TokenBench.BOLT;
import static io.countersign.core.token.TokenBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.signing.InMemorySigningKeys;
import io.countersign.core.signing.KeySchedule;
import io.countersign.core.signing.RotateKeys;
import io.countersign.core.signing.SigningAlgorithm;
import io.countersign.core.tenant.InMemoryTenantOptions;
import io.countersign.core.tenant.TenantOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Product.md 4.
class TokenAlgorithmTest {
    private final InMemoryTenantOptions options = new InMemoryTenantOptions();
    private final RotateKeys keys = new RotateKeys(new InMemorySigningKeys(), KeySchedule.DEFAULT, NOW);
    private final TokenAlgorithm.Rule rule = new TokenAlgorithm.Rule(keys);

    @ParameterizedTest
    @CsvSource({"ES256, ES256", "RS256, RS256", "EdDSA, EDDSA"})
    void a_tenant_may_want_one_of_three(String value, SigningAlgorithm algorithm) {
        assertThat(rule.complaint(value)).isEmpty();
        options.put(ACME, List.of(new TenantOption(rule.name(), value, true)));

        assertThat(TokenAlgorithm.of(ACME, options)).isEqualTo(algorithm);
        assertThat(TokenAlgorithm.of(BOLT, options)).isEqualTo(SigningAlgorithm.ES256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ES256", "es256", "RS512", "PS256", "HS256", "none", "EDDSA"})
    void anything_else_is_refused_and_counts_for_nothing_where_it_stands_already(String value) {
        assertThat(rule.complaint(value))
                .contains("device-token.signing-algorithm is one of ES256, RS256, EdDSA, not '" + value + "'");
        options.put(ACME, List.of(new TenantOption(rule.name(), value, true)));

        assertThat(TokenAlgorithm.of(ACME, options)).isEqualTo(SigningAlgorithm.ES256);
    }

    @Test
    void there_is_a_key_before_a_tenant_may_want_it() {
        rule.prepare("RS256", NOW);

        assertThat(keys.ring().algorithms()).containsExactly(SigningAlgorithm.ES256, SigningAlgorithm.RS256);
    }
}
