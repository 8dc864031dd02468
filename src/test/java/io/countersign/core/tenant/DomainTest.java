package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {
    private static final String LABEL_OF_63 = "a".repeat(63);
    private static final String NAME_OF_253 =
            LABEL_OF_63 + "." + LABEL_OF_63 + "." + LABEL_OF_63 + "." + "a".repeat(61);

    @ParameterizedTest
    @ValueSource(strings = {"acme.example", "localhost", "a", "10.0.0.1", "t1_x.acme-corp.example", "9.9"})
    void a_bare_lower_case_host_name_is_a_domain(String host) {
        assertThat(new Domain(host).host()).isEqualTo(host);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "Acme.example",
                "acme.example.",
                ".acme",
                "acme..example",
                "-acme",
                "acme-",
                "a.-b",
                "acme:8443",
                "https://acme.example",
                "acme.example/x",
                "acme example",
                "acme.example\n",
                "äcme.example",
                "[::1]",
                "*.acme"
            })
    void anything_else_is_none(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Domain(text))
                .withMessageContaining("not '" + text + "'");
    }

    @Test
    void a_domain_has_at_most_253_characters_and_a_label_at_most_63() {
        assertThat(new Domain(NAME_OF_253).host()).hasSize(253);
        assertThat(Domain.ofAuthority(NAME_OF_253)).isPresent();
        assertThat(Domain.ofAuthority(NAME_OF_253 + "a")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Domain(NAME_OF_253 + "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Domain("a" + LABEL_OF_63));
    }

    @ParameterizedTest
    @CsvSource({
        "acme.example, acme.example",
        "ACME.Example, acme.example",
        "acme.example:8443, acme.example",
        "acme.example., acme.example",
        "Acme.Example.:443, acme.example",
        "acme.example:, acme.example"
    })
    void a_host_header_names_a_domain_in_any_case_with_port_or_final_dot(String authority, String host) {
        assertThat(Domain.ofAuthority(authority)).contains(new Domain(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ":8443", "[::1]:8443", "acme.example..", "a/b", "user@acme.example", " acme"})
    void a_host_header_of_another_form_names_no_domain(String authority) {
        assertThat(Domain.ofAuthority(authority)).isEmpty();
    }
}
