package io.countersign.edge.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedDestinationTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            10.0.0.0/8,        crl.example,  10.1.2.3,  80,   true
            10.0.0.0/8,        crl.example,  11.1.2.3,  80,   false
            10.0.0.7,          10.0.0.7,     10.0.0.7,  8080, true
            10.0.0.7:80,       crl.example,  10.0.0.7,  80,   true
            10.0.0.7:80,       crl.example,  10.0.0.7,  81,   false
            10.0.0.7:80,       crl.example,  10.0.0.8,  80,   false
            fd00::/8,          crl.example,  fd00::7,   80,   true
            fd00::7,           crl.example,  fd00::7,   80,   true
            [fd00::7],         crl.example,  fd00::7,   80,   true
            [fd00::7]:80,      crl.example,  fd00::7,   80,   true
            [fd00::7]:80,      crl.example,  fd00::7,   443,  false
            ::ffff:10.0.0.7,   crl.example,  10.0.0.7,  80,   true
            crl.example,       crl.example,  10.0.0.7,  8080, true
            CRL.Example.,      crl.example,  10.0.0.7,  8080, true
            crl.example,       a.crl.example, 10.0.0.7, 8080, false
            crl.example:8080,  crl.example,  10.0.0.7,  8080, true
            crl.example:8080,  crl.example,  10.0.0.7,  80,   false
            """)
    void an_exception_covers_its_host_or_addresses_and_no_other(
            String entry, String host, String address, int port, boolean isCovered) {
        assertThat(AllowedDestination.parse(entry).covers(host, InetAddress.ofLiteral(address), port))
                .isEqualTo(isCovered);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "*", "*.example", "http://crl.example", "crl.example:", "crl.example:0", "crl.example:65536",
                "crl.example:http", ":80", "10.0.0.0/8:80", "10.0.0.1/8", "10.1", "2130706433", "[crl.example]:80",
                "[fe80::1%eth0]", "user@crl.example", "crl.example/crl"
            })
    void what_is_no_destination_is_refused(String entry) {
        assertThatIllegalArgumentException().isThrownBy(() -> AllowedDestination.parse(entry));
    }
}
