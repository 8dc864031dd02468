package io.countersign.edge.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            10.0.0.0/8,       10.0.0.0,        true
            10.0.0.0/8,       10.255.255.255,  true
            10.0.0.0/8,       11.0.0.0,        false
            10.0.0.0/8,       9.255.255.255,   false
            172.16.0.0/12,    172.31.255.255,  true
            172.16.0.0/12,    172.32.0.0,      false
            0.0.0.0/0,        255.1.2.3,       true
            0.0.0.0/0,        ::,              false
            192.0.2.7,        192.0.2.7,       true
            192.0.2.7/32,     192.0.2.6,       false
            fd00::/8,         fdff::1,         true
            fd00::/8,         fe00::,          false
            ::1,              ::1,             true
            ::1/128,          ::,              false
            ::/0,             10.0.0.1,        false
            ::ffff:10.0.0.0/8, 10.1.1.1,       true
            """)
    void a_range_contains_the_addresses_that_share_its_prefix(String range, String address, boolean isIn) {
        assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(isIn);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            10.0.0.0/33   | the prefix of 10.0.0.0 has 0 to 32 bits, not 33
            ::/129        | the prefix of 0:0:0:0:0:0:0:0 has 0 to 128 bits, not 129
            10.0.0.1/8    | 10.0.0.1 has bits beyond its prefix of 8
            10.0.0.0/-1   | a range of addresses looks like 10.0.0.0/8 or fd00::/8, not '10.0.0.0/-1'
            10.0.0.0/08   | a range of addresses looks like 10.0.0.0/8 or fd00::/8, not '10.0.0.0/08'
            10.0.0.0/     | a range of addresses looks like 10.0.0.0/8 or fd00::/8, not '10.0.0.0/'
            10.0.0.0/8/8  | a range of addresses looks like 10.0.0.0/8 or fd00::/8, not '10.0.0.0/8/8'
            10/8          | a range of addresses looks like 10.0.0.0/8 or fd00::/8, not '10/8'
            localhost/8   | a range of addresses looks like 10.0.0.0/8 or fd00::/8, not 'localhost/8'
            """)
    void what_is_no_range_is_told_why(String text, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse(text))
                .withMessage(rule);
    }
}
