package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetOptionsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final TenantOption.Name COLOUR = new TenantOption.Name("look", "colour");
    private static final TenantOption.Name SIZE = new TenantOption.Name("look", "size");

    private final InMemoryTenantOptions options = new InMemoryTenantOptions();
    private final SetOptions setOptions = new SetOptions(options, List.of(new OneDigit(SIZE)));

    private record OneDigit(TenantOption.Name name) implements OptionRule {
        @Override
        public Optional<String> complaint(String value) {
            return value.matches("[0-9]") ? Optional.empty() : Optional.of("size is one digit, not '" + value + "'");
        }
    }

    private static Map<TenantOption.Name, String> inOrder(
            TenantOption.Name first, String one, TenantOption.Name second, String other) {
        var values = new LinkedHashMap<TenantOption.Name, String>();
        values.put(first, one);
        values.put(second, other);
        return values;
    }

    @Test
    void all_values_are_written_and_may_be_changed_again() {
        SetOptions.Result result = setOptions.set(ACME, inOrder(COLOUR, "red", SIZE, "4"));

        assertThat(result)
                .isEqualTo(new SetOptions.Result.Done(
                        List.of(new TenantOption(COLOUR, "red", true), new TenantOption(SIZE, "4", true))));
        assertThat(options.find(ACME, COLOUR)).contains(new TenantOption(COLOUR, "red", true));
        assertThat(options.find(ACME, SIZE)).contains(new TenantOption(SIZE, "4", true));
        assertThat(options.all(OTHER)).isEmpty();
        assertThat(setOptions.set(ACME, Map.of(COLOUR, "blue"))).isInstanceOf(SetOptions.Result.Done.class);
    }

    @Test
    void one_value_against_its_rule_keeps_all_from_being_written() {
        assertThat(setOptions.set(ACME, inOrder(COLOUR, "red", SIZE, "44")))
                .isEqualTo(new SetOptions.Result.Invalid(SIZE, "size is one digit, not '44'"));
        assertThat(options.all(ACME)).isEmpty();
    }

    @Test
    void one_frozen_option_keeps_all_from_being_written() {
        var frozen = new TenantOption(SIZE, "9", false);
        options.put(ACME, List.of(frozen));

        assertThat(setOptions.set(ACME, inOrder(COLOUR, "red", SIZE, "4")))
                .isEqualTo(new SetOptions.Result.Frozen(SIZE));
        assertThat(options.all(ACME)).containsExactly(frozen);
    }

    @Test
    void what_one_tenant_has_frozen_another_may_change() {
        options.put(ACME, List.of(new TenantOption(SIZE, "9", false)));

        assertThat(setOptions.set(OTHER, Map.of(SIZE, "4"))).isInstanceOf(SetOptions.Result.Done.class);
    }

    @Test
    void an_option_without_a_rule_takes_any_text_of_up_to_65536_characters() {
        String longest = "v".repeat(TenantOption.VALUE_MAX);

        assertThat(setOptions.set(ACME, Map.of(COLOUR, longest))).isInstanceOf(SetOptions.Result.Done.class);
        assertThat(setOptions.set(ACME, Map.of(COLOUR, longest + "v")))
                .isEqualTo(new SetOptions.Result.Invalid(
                        COLOUR, "an option value is at most 65536 characters, not 65537"));
    }
}
