package io.countersign.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevokedEntryTest {
    private static RevokedEntry.BySerial entry(Optional<X500Principal> issuer, BigInteger serial) {
        return new RevokedEntry.BySerial(issuer, serial);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "979, true", "980, false", "5000, false"})
    void the_name_of_an_issuer_has_at_most_1000_bytes(int length, boolean fits) {
        var issuer = new X500Principal("CN=" + "x".repeat(length));

        assertThat(issuer.getEncoded().length <= RevokedEntry.BySerial.ISSUER_BYTES_MAX)
                .isEqualTo(fits);
        if (fits) {
            assertThat(entry(Optional.of(issuer), BigInteger.ONE).issuer()).contains(issuer);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> entry(Optional.of(issuer), BigInteger.ONE))
                    .withMessageContaining("at most 1000 bytes");
        }
    }

    @Test
    void an_empty_name_issues_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entry(Optional.of(new X500Principal("")), BigInteger.ONE))
                .withMessageContaining("an issuer has a name");
        assertThat(entry(Optional.empty(), BigInteger.ONE).issuer()).isEmpty();
    }

    @Test
    void a_serial_number_has_at_most_40_bytes() {
        BigInteger longest = BigInteger.ONE.shiftLeft(40 * 8 - 1).subtract(BigInteger.ONE);

        assertThat(entry(Optional.empty(), longest).serial()).isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> entry(Optional.empty(), longest.add(BigInteger.ONE)))
                .withMessageContaining("at most 40 bytes");
    }
}
