package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantIdTest {
    @ParameterizedTest
    @ValueSource(strings = {"t1", "ab", "management", "a_-9", "abcdefghijklmnopqrstuvwxyz_-0123"})
    void lower_case_letters_digits_underscores_and_hyphens_after_a_letter_are_a_tenant_id(String text) {
        assertThat(TenantId.isValid(text)).isTrue();
        assertThat(new TenantId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "1a",
                "_a",
                "-a",
                "Acme",
                "a/b",
                "a b",
                "a.b",
                "ä1",
                "ab\n",
                "abcdefghijklmnopqrstuvwxyz_-01234"
            })
    void anything_else_is_none(String text) {
        assertThat(TenantId.isValid(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantId(text))
                .withMessageContaining("not '" + text + "'");
    }

    @Test
    void only_management_is_the_management_tenant() {
        assertThat(TenantId.MANAGEMENT.isManagement()).isTrue();
        assertThat(new TenantId("management").isManagement()).isTrue();
        assertThat(new TenantId("management2").isManagement()).isFalse();
    }

    @Test
    void tenant_ids_are_ordered_by_their_text() {
        assertThat(Stream.of("zz", "ab", "aa").map(TenantId::new).sorted())
                .extracting(TenantId::value)
                .containsExactly("aa", "ab", "zz");
    }
}
