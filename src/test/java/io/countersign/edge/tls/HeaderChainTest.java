package io.countersign.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.core.trust.ChainUnreadable;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The dialects of `X-Ssl-Cert-Chain` (contract.md 1.2), and what is none.
class HeaderChainTest {
    private static final TestCa ROOT = TestCa.root("Header Root");
    private static final TestCa ISSUING = ROOT.issuing("Header Issuing");
    private static final List<X509Certificate> BOTH = List.of(ISSUING.certificate(), ROOT.certificate());

    static Stream<String> dialects() {
        String issuing = ISSUING.pem().strip();
        String root = ROOT.pem().strip();
        return Stream.of(
                (issuing + "\n" + root).replace("\n", " "),
                (issuing + "\n" + root + "\n").replace("\n", " "),
                (issuing + "," + root).replace("\n", " "),
                (issuing + root).replace("\n", ""),
                ("\t" + issuing + " , " + root).replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void every_dialect_of_real_clients_is_read(String header) throws Exception {
        assertThat(HeaderChain.parse(header)).isEqualTo(BOTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " , ",
                "MIIB",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE---------END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE----- -----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE----- MIIB -----END CERTIFICATE-----",
                "-----BEGIN CERTIFICATE----- M*IB -----END CERTIFICATE-----",
                "-----BEGIN PRIVATE KEY----- MIIB -----END PRIVATE KEY-----",
            })
    void what_holds_no_whole_certificate_is_unreadable(String header) {
        assertThatThrownBy(() -> HeaderChain.parse(header)).isInstanceOf(ChainUnreadable.class);
    }

    @Test
    void text_after_a_block_makes_the_header_unreadable() {
        String header = ROOT.pem().strip().replace('\n', ' ');

        assertThatThrownBy(() -> HeaderChain.parse(header + " and more"))
                .isInstanceOf(ChainUnreadable.class)
                .hasMessageContaining("Block 2");
    }

    @Test
    void two_certificates_in_one_block_are_unreadable() {
        String header = (ISSUING.pem() + ROOT.pem())
                .replace("-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----", "")
                .replace('\n', ' ');

        assertThatThrownBy(() -> HeaderChain.parse(header)).isInstanceOf(ChainUnreadable.class);
    }

    @Test
    void twenty_certificates_are_read_and_twenty_one_are_not() throws Exception {
        String one = ROOT.pem().strip().replace('\n', ' ');

        assertThat(HeaderChain.parse(one.repeat(20))).hasSize(20);
        assertThatThrownBy(() -> HeaderChain.parse(one.repeat(21)))
                .isInstanceOf(ChainUnreadable.class)
                .hasMessageContaining("20");
    }

    @Test
    void a_header_of_64_ki_characters_is_read_and_a_longer_one_is_not() throws Exception {
        String one = ROOT.pem().strip().replace('\n', ' ');
        String longest = one + " ".repeat(HeaderChain.LENGTH_MAX - one.length());

        assertThat(HeaderChain.parse(longest)).containsExactly(ROOT.certificate());
        assertThatThrownBy(() -> HeaderChain.parse(longest + " "))
                .isInstanceOf(ChainUnreadable.class)
                .hasMessageContaining("65536");
    }
}
