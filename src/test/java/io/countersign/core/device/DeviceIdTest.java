package io.countersign.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// CVE-2026-22747: what a leaf names is read once, from ASN.1, and taken letter by letter.
class DeviceIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p",
                "pump-1",
                "Pump 1",
                "a.b_c@d",
                "=,#\"<>;?~",
                "é",
                "泵",
                "😀",
                "\u00e9\u0301",
                "device_x",
                "%2F",
                "a\u00a0b",
                "\ud83c\udde9\ud83c\uddea"
            })
    void visible_text_is_a_device_id_and_stays_as_it_is(String text) {
        assertThat(new DeviceId(text).value()).isEqualTo(text);
        assertThat(new DeviceId(text)).hasToString(text);
    }

    @Test
    void a_device_id_has_1_to_254_characters() {
        assertThat(new DeviceId("d".repeat(254)).value()).hasSize(254);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceId("d".repeat(255)))
                .withMessage("a device id has 1 to 254 characters, not 255");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceId(""))
                .withMessage("a device id has 1 to 254 characters, not 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", " a", "a ", "\ta", "a\n", "\u00a0a", "a\u00a0", "a\u3000", "\u2003a", "a\u2028"})
    void white_space_stands_at_neither_end(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceId(text))
                .withMessage("a device id neither begins nor ends with white space");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u0000b",
                "\u0001a",
                "a\tb",
                "a\nb",
                "a\rb",
                "a\u007fb",
                "a\u0085b",
                "a\u202eb",
                "a\u2066b",
                "a\u200bb",
                "a\u200db",
                "\ufeffa",
                "a\u00adb",
                "a\u2028b",
                "a\u2029b",
                "a\ud800b",
                "a\udc00",
                "a\uffffb",
                "a\u0378b"
            })
    void nothing_invisible_stands_in_it(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceId(text))
                .withMessage("a device id holds no control, formatting or unassigned characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "/", "a\\b", "$a", "a:b", "a+", "+"})
    void no_slash_backslash_dollar_colon_or_plus_stands_in_it(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceId(text))
                .withMessage("a device id holds none of the characters / \\ $ : +");
    }

    @Test
    void upper_and_lower_case_make_two_devices() {
        assertThat(new DeviceId("Pump")).isNotEqualTo(new DeviceId("pump"));
    }

    @Test
    void a_leaf_names_a_device_by_its_one_common_name() {
        assertThat(DeviceId.ofCommonNames(List.of("pump-1"))).isEqualTo(new DeviceId("pump-1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceId.ofCommonNames(List.of()))
                .withMessage("a device certificate has exactly one common name, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceId.ofCommonNames(List.of("pump-1", "pump-1")))
                .withMessage("a device certificate has exactly one common name, not 2");
        assertThatIllegalArgumentException().isThrownBy(() -> DeviceId.ofCommonNames(List.of("")));
    }

    @Test
    void the_user_of_a_device_is_named_device_and_its_id() {
        assertThat(new DeviceId("pump-1").userName()).isEqualTo("device_pump-1");
        assertThat(DeviceId.ofUserName("device_pump-1")).isEqualTo(new DeviceId("pump-1"));
        assertThat(DeviceId.ofUserName("device_device_x")).isEqualTo(new DeviceId("device_x"));
        assertThat(DeviceId.isDeviceUserName("device_")).isTrue();
        assertThat(DeviceId.isDeviceUserName("Device_a")).isFalse();
        assertThat(DeviceId.isDeviceUserName("my_device_a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "device_", "device_a/b", "pump-1", "Device_pump-1"})
    void no_other_user_name_belongs_to_a_device(String userName) {
        assertThatIllegalArgumentException().isThrownBy(() -> DeviceId.ofUserName(userName));
    }
}
