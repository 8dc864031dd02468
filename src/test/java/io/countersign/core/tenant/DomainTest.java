package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainTest {
    private static final String LABEL_OF_63 = "a".repeat(63);
    private static final String OF_253 = (LABEL_OF_63 + ".").repeat(3) + "b".repeat(61);

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "a", "acme.example.com", "10.0.0.7", "t1-eu.example", "_acme.a_b.example", "x--y"})
    void a_domain_is_a_bare_lower_case_host_name(String host) {
        assertThat(new Domain(host).host()).isEqualTo(host);
        assertThat(Domain.ofAuthority(host)).contains(new Domain(host));
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
                "a.b-.c",
                "acme:8443",
                "https://acme",
                "acme/x",
                "ac me",
                "acme\n",
                "\u00e9tat.example",
                "[::1]",
                "a,b",
                "a%2e"
            })
    void other_text_is_no_domain(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Domain(host))
                .withMessageContaining("bare lower-case host name")
                .withMessageContaining("'" + host + "'");
    }

    @Test
    void a_label_has_at_most_63_characters() {
        assertThat(new Domain(LABEL_OF_63).host()).hasSize(63);
        assertThatIllegalArgumentException().isThrownBy(() -> new Domain(LABEL_OF_63 + "a"));
        assertThat(Domain.ofAuthority(LABEL_OF_63 + "a")).isEmpty();
    }

    @Test
    void a_domain_has_at_most_253_characters() {
        assertThat(new Domain(OF_253).host()).hasSize(253);
        assertThat(Domain.ofAuthority(OF_253 + ".:8443")).contains(new Domain(OF_253));
        assertThatIllegalArgumentException().isThrownBy(() -> new Domain(OF_253 + "b"));
        assertThat(Domain.ofAuthority(OF_253 + "b")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "acme.example, acme.example",
        "ACME.Example, acme.example",
        "acme.example:8443, acme.example",
        "acme.example., acme.example",
        "Acme.Example.:8443, acme.example",
        "acme.example:, acme.example",
    })
    void a_host_header_may_have_any_case_a_port_and_a_final_dot(String authority, String host) {
        assertThat(Domain.ofAuthority(authority)).contains(new Domain(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":8443",
                ".",
                "..",
                "acme..",
                "[::1]:8443",
                "::1",
                "acme example",
                "user@acme",
                "a/b",
                "\u0130.example"
            })
    void no_domain_can_be_made_of_other_authorities(String authority) {
        assertThat(Domain.ofAuthority(authority)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, true",
        "127.0.0.1, true",
        "10.1, true",
        "7, true",
        "acme.localhost, false",
        "localhost.example, false",
        "7.example, false",
        "example7, false",
    })
    void a_loopback_name_or_an_address_is_anybodys(String host, boolean isAnybodys) {
        assertThat(new Domain(host).isAnybodys()).isEqualTo(isAnybodys);
    }
}
