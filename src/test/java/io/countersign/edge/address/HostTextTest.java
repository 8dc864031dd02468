package io.countersign.edge.address;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of hosts and IP addresses: what is one of them is not the other, and odd forms are neither.
class HostTextTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            localhost,          localhost
            CRL.Example.,       crl.example
            a_b-c.example,      a_b-c.example
            xn--bcher-kva.de,   xn--bcher-kva.de
            1and1.example,      1and1.example
            127.0.0.1.example,  127.0.0.1.example
            """)
    void a_name_is_compared_in_lower_case_without_a_final_dot(String text, String name) {
        assertThat(HostName.read(text)).contains(name);
        assertThat(IpLiteral.read(text)).isEmpty();
    }

    @Test
    void a_name_has_at_most_253_characters_in_labels_of_63() {
        String label = "a".repeat(63) + ".";

        assertThat(HostName.read(label.repeat(3) + "b".repeat(61))).isPresent();
        assertThat(HostName.read(label.repeat(3) + "b".repeat(62))).isEmpty();
        assertThat(HostName.read("a".repeat(64))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1,         127.0.0.1
            255.255.255.255,   255.255.255.255
            ::1,               0:0:0:0:0:0:0:1
            FE80::A,           fe80:0:0:0:0:0:0:a
            ::ffff:127.0.0.1,  127.0.0.1
            ::ffff:7f00:1,     127.0.0.1
            64:ff9b::10.0.0.1, 64:ff9b:0:0:0:0:a00:1
            """)
    void an_address_is_no_name(String text, String address) {
        assertThat(IpLiteral.read(text))
                .hasValueSatisfying(read -> assertThat(read.getHostAddress()).isEqualTo(address));
        assertThat(HostName.read(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a..b",
                ".a",
                "-a",
                "a-",
                "a b",
                "ä.example",
                "a/b",
                "a:1",
                "[::1]",
                "a@b",
                "a\n",
                // IPv4 to some programs
                "127.1",
                "127.0.1",
                "2130706433",
                "0177.0.0.1",
                "0x7f.1",
                "0x7f000001",
                "0x",
                "a.0x7f",
                "127.0.0.01",
                "127.0.0.1.",
                "256.0.0.1",
                "1.2.3.4.5",
                "300.300.300.300",
                // IPv6 to some programs
                ":",
                ":::",
                "1:2",
                "fe80::1%eth0",
                "::1%1",
                "12345::"
            })
    void other_texts_are_neither(String text) {
        assertThat(HostName.read(text)).isEmpty();
        assertThat(IpLiteral.read(text)).isEmpty();
    }
}
