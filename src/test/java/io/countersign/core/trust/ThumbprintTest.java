package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.testing.TestCa;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbprintTest {
    private static final Thumbprint ROOT = Thumbprint.of(TestCa.root("Root").certificate());

    @Test
    void it_is_read_as_people_and_tools_write_it() {
        String hex = ROOT.hex();

        assertThat(hex).matches("[0-9a-f]{64}");
        assertThat(Thumbprint.ofHex(hex)).isEqualTo(ROOT);
        assertThat(Thumbprint.ofHex(hex.toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1:")))
                .isEqualTo(ROOT);
        assertThat(Thumbprint.ofHex(hex.replaceAll("(.{8})", "$1 "))).isEqualTo(ROOT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 40, 62, 63, 65, 66, 128})
    void it_has_64_digits(int digits) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Thumbprint.ofHex("a".repeat(digits)))
                .withMessage("a fingerprint here is SHA-256 of the certificate, 64 hex digits, not '"
                        + "a".repeat(digits) + "'");
        assertThatIllegalArgumentException().isThrownBy(() -> Thumbprint.ofHex("g".repeat(64)));
    }
}
