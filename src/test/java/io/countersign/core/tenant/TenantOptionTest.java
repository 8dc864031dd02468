package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantOptionTest {
    private static final TenantOption.Name NAME = new TenantOption.Name("acme", "colour");

    @Test
    void a_value_has_up_to_65536_characters() {
        assertThat(new TenantOption(NAME, "v".repeat(65_536), true).value()).hasSize(65_536);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantOption(NAME, "v".repeat(65_537), true))
                .withMessage("an option value is at most 65536 characters, not 65537");
    }

    @Test
    void category_and_key_have_1_to_256_characters() {
        String longest = "n".repeat(256);

        assertThat(new TenantOption.Name(longest, longest)).hasToString(longest + " / " + longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantOption.Name(longest + "n", "key"))
                .withMessageContaining("category");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantOption.Name("category", longest + "n"))
                .withMessageContaining("key");
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantOption.Name("", "key"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantOption.Name("category", ""));
    }

    @ParameterizedTest
    @ValueSource(chars = {' ', '\t', '\n', '\u0000', '\u007f', '\u2028'})
    void white_space_and_control_characters_stand_in_neither(char c) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantOption.Name("a" + c + "b", "key"));
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantOption.Name("category", "a" + c + "b"));
    }

    @Test
    void the_category_holds_none_of_the_characters_that_urls_would_have_to_escape() {
        "$&+,/:;=?@\"<>#%{}|\\^~[]`".chars().forEach(c -> {
            String text = "a" + (char) c;
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TenantOption.Name(text, "key"))
                    .withMessageContaining(text);
        });
        assertThat(new TenantOption.Name("oauth.internal-2_x", "k:$&+").category())
                .isEqualTo("oauth.internal-2_x");
        assertThatIllegalArgumentException().isThrownBy(() -> new TenantOption.Name("category", "a/b"));
    }

    @ParameterizedTest
    @CsvSource({
        "credentials.password, true",
        "credentials., true",
        "credentials, false",
        "my.credentials.x, false",
        "Credentials.x, false"
    })
    void a_key_that_begins_with_credentials_and_a_dot_is_secret(String key, boolean isSecret) {
        assertThat(new TenantOption.Name("acme", key).isSecret()).isEqualTo(isSecret);
    }
}
