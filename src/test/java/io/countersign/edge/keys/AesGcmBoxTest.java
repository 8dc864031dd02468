package io.countersign.edge.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AesGcmBoxTest {
    private static final byte[] SECRET = "open sesame".getBytes(StandardCharsets.UTF_8);
    private static final AesGcmBox BOX = new AesGcmBox(new SecretKeySpec(new byte[32], "Generic"));

    @Test
    void a_secret_opens_where_it_was_sealed() {
        assertThat(BOX.open(BOX.seal(SECRET, "here"), "here")).isEqualTo(SECRET);
        assertThat(BOX.open(BOX.seal(new byte[0], "here"), "here")).isEmpty();
    }

    @Test
    void no_two_sealed_texts_are_alike() {
        assertThat(BOX.seal(SECRET, "here")).isNotEqualTo(BOX.seal(SECRET, "here"));
    }

    @Test
    void a_secret_does_not_open_elsewhere() {
        byte[] sealed = BOX.seal(SECRET, "here");

        assertThatIllegalStateException().isThrownBy(() -> BOX.open(sealed, "there"));
    }

    @Test
    void a_secret_does_not_open_under_another_key() {
        byte[] sealed = BOX.seal(SECRET, "here");
        byte[] other = new byte[32];
        other[31] = 1;

        assertThatIllegalStateException()
                .isThrownBy(() -> new AesGcmBox(new SecretKeySpec(other, "Generic")).open(sealed, "here"));
    }

    @Test
    void a_sealed_text_with_any_byte_changed_does_not_open() {
        byte[] sealed = BOX.seal(SECRET, "here");
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 0x10;
            assertThatIllegalStateException().isThrownBy(() -> BOX.open(changed, "here"));
        }
    }

    @Test
    void a_sealed_text_of_any_other_length_does_not_open() {
        byte[] sealed = BOX.seal(SECRET, "here");
        for (int length = 0; length <= sealed.length + 1; length++) {
            byte[] cut = Arrays.copyOf(sealed, length);
            if (length != sealed.length) {
                assertThatIllegalStateException().isThrownBy(() -> BOX.open(cut, "here"));
            }
        }
    }
}
