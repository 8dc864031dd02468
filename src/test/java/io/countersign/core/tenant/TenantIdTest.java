package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantIdTest {
    private static final String OF_32 = "t" + "0".repeat(31);

    @ParameterizedTest
    @ValueSource(strings = {"ab", "t0", "t07007007", "acme-pumps_2", "management"})
    void a_tenant_id_is_lower_case_letters_digits_underscores_and_hyphens(String text) {
        assertThat(new TenantId(text).value()).isEqualTo(text);
        assertThat(TenantId.isValid(text)).isTrue();
    }

    @Test
    void the_longest_tenant_id_has_32_characters() {
        assertThat(new TenantId(OF_32)).hasToString(OF_32);
        assertThat(TenantId.isValid(OF_32 + "0")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "a", "0a", "_a", "-a", "Acme", "acme.eu", "acme/eu", "a b", " ab", "ab\n", "a\u00e9", "a\u0661"
            })
    void other_text_is_no_tenant_id(String text) {
        assertThat(TenantId.isValid(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantId(text))
                .withMessageContaining("2 to 32 characters")
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void only_one_tenant_runs_the_others() {
        assertThat(new TenantId("management").isManagement()).isTrue();
        assertThat(new TenantId("management2").isManagement()).isFalse();
    }

    @Test
    void tenant_ids_are_ordered_letter_by_letter() {
        assertThat(new TenantId("ab")).isLessThan(new TenantId("b1")).isGreaterThan(new TenantId("aa"));
        assertThat(new TenantId("ab")).isEqualByComparingTo(new TenantId("ab"));
    }
}
