package io.countersign.core.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
    private static final String OF_254 = "u".repeat(254);

    @ParameterizedTest
    @ValueSource(strings = {"a", "admin", "jo@acme.example", "~", "!", "device", "Device_1", "x_device_"})
    void a_user_name_is_visible_ascii(String text) {
        assertThat(new UserName(text)).hasToString(text);
        assertThat(UserName.isValid(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "a\\b", "a$b", "a:b", "a+b", "a\u007f", "a\n", "\u00e9", "\u0000"})
    void other_text_is_no_user_name(String text) {
        assertThat(UserName.isValid(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserName(text))
                .withMessageContaining("visible ASCII characters")
                .withMessageContaining("'" + text + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"device_", "device_pump-1"})
    void names_of_devices_are_not_for_people(String text) {
        assertThat(UserName.isValid(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserName(text))
                .withMessageContaining("belong to devices");
    }

    @Test
    void a_user_name_has_at_most_254_characters() {
        assertThat(new UserName(OF_254).value()).hasSize(254);
        assertThat(UserName.isValid(OF_254)).isTrue();
        assertThat(UserName.isValid(OF_254 + "u")).isFalse();
    }
}
