package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256})
    void a_company_has_1_to_256_characters(int length) {
        assertThat(tenant("c".repeat(length), Optional.empty(), TenantStatus.ACTIVE)
                        .company())
                .hasSize(length);
    }

    @Test
    void a_company_that_is_blank_or_longer_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenant("  ", Optional.empty(), TenantStatus.ACTIVE))
                .withMessageContaining("company is 1 to 256 characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenant("c".repeat(257), Optional.empty(), TenantStatus.ACTIVE));
    }

    @Test
    void a_mail_address_may_be_absent_and_has_at_most_254_characters() {
        assertThat(tenant("Acme", Optional.of("e".repeat(254)), TenantStatus.ACTIVE)
                        .adminEmail())
                .isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenant("Acme", Optional.of("e".repeat(255)), TenantStatus.ACTIVE))
                .withMessageContaining("adminEmail is 1 to 254 characters, not 255");
        assertThatIllegalArgumentException().isThrownBy(() -> tenant("Acme", Optional.of(""), TenantStatus.ACTIVE));
    }

    @Test
    void a_suspended_tenant_is_not_active() {
        assertThat(tenant("Acme", Optional.empty(), TenantStatus.ACTIVE).isActive())
                .isTrue();
        assertThat(tenant("Acme", Optional.empty(), TenantStatus.SUSPENDED).isActive())
                .isFalse();
    }

    private static Tenant tenant(String company, Optional<String> email, TenantStatus status) {
        return new Tenant(new TenantId("t1"), new Domain("acme.example"), company, "admin", email, status, NOW);
    }
}
