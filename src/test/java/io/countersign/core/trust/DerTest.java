package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.bouncycastle.asn1.DEROctetString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerTest {
    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536, 70_000})
    void content_of_any_length_is_written_and_read_back(int length) throws Exception {
        byte[] content = new byte[length];

        byte[] encoding = Der.encode(0x04, content);

        assertThat(encoding).isEqualTo(new DEROctetString(content).getEncoded());
        assertThat(Der.of(encoding).tag()).isEqualTo(0x04);
        assertThat(Der.of(encoding).content()).hasSize(length);
        assertThat(Der.of(encoding).encoded()).isEqualTo(encoding);
    }

    @Test
    void the_elements_of_an_element_stand_in_order() {
        Der sequence = Der.of(hex("3007" + "020105" + "a002" + "0500"));

        assertThat(sequence.tag()).isEqualTo(Der.SEQUENCE);
        assertThat(sequence.elements()).extracting(Der::tag).containsExactly(0x02, 0xa0);
        assertThat(sequence.elements().getFirst().content()).containsExactly(5);
        assertThat(Der.encode(0x30, hex("020105"), hex("a0020500"))).isEqualTo(hex("3007020105a0020500"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "3001", "300205", "3081", "308101", "30820001", "3084ffffffff", "30847fffffff"})
    void what_is_cut_short_is_an_error(String encoding) {
        assertThatIllegalArgumentException().isThrownBy(() -> Der.of(hex(encoding)));
    }
}
