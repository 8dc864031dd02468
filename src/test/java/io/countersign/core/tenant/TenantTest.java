package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");

    private static Tenant tenant(String company, Optional<String> email, TenantStatus status) {
        return new Tenant(new TenantId("t1"), new Domain("acme.example"), company, "admin", email, status, NOW);
    }

    @ParameterizedTest
    @EnumSource
    void only_an_active_tenant_is_served(TenantStatus status) {
        assertThat(tenant("Acme", Optional.empty(), status).isActive()).isEqualTo(status == TenantStatus.ACTIVE);
    }

    @Test
    void a_company_has_up_to_256_characters_and_a_mail_address_up_to_254() {
        Tenant tenant = tenant("c".repeat(256), Optional.of("m".repeat(254)), TenantStatus.ACTIVE);

        assertThat(tenant.company()).hasSize(256);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenant("c".repeat(257), Optional.empty(), TenantStatus.ACTIVE))
                .withMessage("company is 1 to 256 characters, not 257");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tenant("Acme", Optional.of("m".repeat(255)), TenantStatus.ACTIVE))
                .withMessage("adminEmail is 1 to 254 characters, not 255");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t"})
    void company_and_mail_address_are_not_blank(String blank) {
        assertThatIllegalArgumentException().isThrownBy(() -> tenant(blank, Optional.empty(), TenantStatus.ACTIVE));
        assertThatIllegalArgumentException().isThrownBy(() -> tenant("Acme", Optional.of(blank), TenantStatus.ACTIVE));
    }
}
