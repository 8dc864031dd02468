package io.countersign.core.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Product.md 3.6; CVE-2026-22747: what a common name may hold.
class DeviceIdTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "pump-1",
                "Pump 7",
                "CN=admin",
                "a,b",
                "a;b",
                "\"quoted\"",
                "<>#%{}|^~[]`",
                "a=b@c",
                "'*?!&()",
                "\u00e9t\u00e9",
                "\u6c34\u6cf5",
                "\ud83d\ude80",
                "a\u00a0b",
                "e\u0301",
                "\uff0f",
                "\ue000"
            })
    void a_device_id_is_visible_text_of_any_language(String text) {
        assertThat(new DeviceId(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "\\", "$", ":", "+", "a/b", "a\\b", "a$b", "a:b", "a+b", "+a", "a/"})
    void it_holds_no_separator_of_urls_logins_and_topics(String text) {
        assertRefused(text, "none of the characters / \\ $ : +");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ", " a", "a ", "\ta", "a\n", "\u00a0a", "a\u00a0", "\u2003a", "a\u3000", "\u2028a", "a\u2029",
                "\u202fa"
            })
    void it_neither_begins_nor_ends_with_white_space(String text) {
        assertRefused(text, "neither begins nor ends with white space");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "a\u0000b",
                "a\nb",
                "a\tb",
                "\u007f",
                "a\u0085b",
                "a\u2028b",
                "a\u2029b",
                "a\u202eb",
                "a\u2066b",
                "\u200b",
                "\ufeffa",
                "a\u00adb",
                "a\u200d",
                "\ud800",
                "\udc00a",
                "\uffff",
                "\u0378",
                "\ud83d\ude80\ud83d",
                "\udb40\udc41"
            })
    void it_holds_no_control_bidirectional_or_invisible_character(String text) {
        assertRefused(text, "no control, formatting or unassigned characters");
    }

    @Test
    void it_has_1_to_254_characters() {
        assertThat(new DeviceId("d".repeat(254)).value()).hasSize(254);
        assertRefused("d".repeat(255), "has 1 to 254 characters, not 255");
        assertRefused("", "has 1 to 254 characters, not 0");
    }

    @Test
    void an_error_does_not_repeat_the_text() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceId("secret/\u202e"))
                .withMessageNotContaining("secret");
    }

    @Test
    void devices_are_told_apart_letter_by_letter() {
        assertThat(new DeviceId("Pump")).isNotEqualTo(new DeviceId("pump"));
        assertThat(new DeviceId("\u00e9")).isNotEqualTo(new DeviceId("e\u0301"));
    }

    @Test
    void a_leaf_names_a_device_by_exactly_one_common_name() {
        assertThat(DeviceId.ofCommonNames(List.of("pump-1"))).isEqualTo(new DeviceId("pump-1"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceId.ofCommonNames(List.of()))
                .withMessageContaining("exactly one common name, not 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeviceId.ofCommonNames(List.of("pump-1", "pump-1")))
                .withMessageContaining("exactly one common name, not 2");
    }

    @ParameterizedTest
    @CsvSource({
        "device_pump-1, true",
        "device_, true",
        "Device_pump, false",
        "pump, false",
        "device, false",
        "adevice_x, false"
    })
    void user_names_that_begin_with_device_belong_to_devices(String userName, boolean isDevice) {
        assertThat(DeviceId.isDeviceUserName(userName)).isEqualTo(isDevice);
    }

    @Test
    void the_user_of_a_device_is_named_after_it() {
        assertThat(new DeviceId("pump-1").userName()).isEqualTo("device_pump-1");
        assertThat(DeviceId.ofUserName("device_pump-1")).isEqualTo(new DeviceId("pump-1"));
        assertThat(DeviceId.ofUserName("device_device_x")).isEqualTo(new DeviceId("device_x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pump-1", "", "device_", "device_a/b", "Device_a"})
    void no_other_user_name_is_a_device(String userName) {
        assertThatIllegalArgumentException().isThrownBy(() -> DeviceId.ofUserName(userName));
    }

    private static void assertRefused(String text, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceId(text))
                .withMessageContaining(rule);
    }
}
