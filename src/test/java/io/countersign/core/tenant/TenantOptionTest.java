package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.core.tenant.TenantOption.Name;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantOptionTest {
    private static final String OF_256 = "k".repeat(256);

    /// The characters that contract.md 3 forbids in a category.
    static Stream<String> forbiddenInCategory() {
        return "$&+,/:;=?@\"<>#%{}|\\^~[]`".chars().mapToObj(Character::toString);
    }

    @ParameterizedTest
    @MethodSource("forbiddenInCategory")
    void a_category_holds_no_forbidden_character(String forbidden) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Name("a" + forbidden + "b", "key"))
                .withMessageContaining("category");
    }

    @ParameterizedTest
    @MethodSource("forbiddenInCategory")
    void a_key_holds_any_of_them_but_the_slash(String character) {
        if (character.equals("/")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Name("category", "a/b"))
                    .withMessageContaining("key");
        } else {
            assertThat(new Name("category", "a" + character + "b").key()).contains(character);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\tb", "a\u0000b", "a\u007fb", "a\u2003b", "a\u0085b"})
    void neither_part_is_empty_or_holds_white_space_or_control_characters(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Name(text, "key"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Name("category", text));
    }

    @Test
    void each_part_has_at_most_256_characters() {
        assertThat(new Name(OF_256, OF_256).key()).hasSize(256);
        assertThatIllegalArgumentException().isThrownBy(() -> new Name(OF_256 + "k", "key"));
        assertThatIllegalArgumentException().isThrownBy(() -> new Name("category", OF_256 + "k"));
    }

    @Test
    void a_name_prints_as_category_and_key() {
        assertThat(new Name("oauth.internal", "a.b")).hasToString("oauth.internal / a.b");
    }

    @Test
    void a_key_that_begins_with_credentials_is_secret() {
        assertThat(new Name("c", "credentials.password").isSecret()).isTrue();
        assertThat(new Name("c", "credentials").isSecret()).isFalse();
        assertThat(new Name("c", "my.credentials.x").isSecret()).isFalse();
    }

    @Test
    void a_value_has_at_most_65536_characters() {
        var name = new Name("c", "k");

        assertThat(new TenantOption(name, "v".repeat(65_536), true).value()).hasSize(65_536);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TenantOption(name, "v".repeat(65_537), true))
                .withMessageContaining("at most 65536 characters, not 65537");
    }
}
