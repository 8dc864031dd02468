package io.countersign.core.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserNameTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "admin", "jane.doe@acme.example", "!", "~", "Device_x", "device-1", "a;b,c=d\"'<>"})
    void visible_ascii_is_a_user_name(String text) {
        assertThat(UserName.isValid(text)).isTrue();
        assertThat(new UserName(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "a\tb",
                "a\u0000",
                "a\u007f",
                "jané",
                "a/b",
                "a\\b",
                "a$",
                "a:b",
                "a+b",
                "device_",
                "device_1"
            })
    void anything_else_is_none(String text) {
        assertThat(UserName.isValid(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UserName(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void a_user_name_has_at_most_254_characters() {
        assertThat(UserName.isValid("u".repeat(254))).isTrue();
        assertThat(UserName.isValid("u".repeat(255))).isFalse();
    }
}
