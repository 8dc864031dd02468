package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.SetOptions.Result;
import io.countersign.core.tenant.TenantOption.Name;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetOptionsTest {
    private static final TenantId TENANT = new TenantId("t1");
    private static final Name COLOUR = new Name("paint", "colour");
    private static final Name GLOSS = new Name("paint", "gloss");

    private final InMemoryTenantOptions options = new InMemoryTenantOptions();
    private final SetOptions setOptions = new SetOptions(options, List.of(new OnlyRed()));

    private static final class OnlyRed implements OptionRule {
        @Override
        public Name name() {
            return COLOUR;
        }

        @Override
        public Optional<String> complaint(String value) {
            return value.equals("red") ? Optional.empty() : Optional.of("colour is red, not '" + value + "'");
        }
    }

    @Test
    void all_values_are_written_and_can_be_changed_again() {
        Result result = setOptions.set(TENANT, inOrder(COLOUR, "red", GLOSS, "high"));

        assertThat(result)
                .isEqualTo(new Result.Done(
                        List.of(new TenantOption(COLOUR, "red", true), new TenantOption(GLOSS, "high", true))));
        assertThat(setOptions.set(TENANT, Map.of(GLOSS, "low"))).isInstanceOf(Result.Done.class);
        assertThat(options.find(TENANT, GLOSS)).contains(new TenantOption(GLOSS, "low", true));
        assertThat(options.find(TENANT, COLOUR)).contains(new TenantOption(COLOUR, "red", true));
    }

    @Test
    void if_one_value_breaks_its_rule_none_is_written() {
        Result result = setOptions.set(TENANT, inOrder(GLOSS, "high", COLOUR, "blue"));

        assertThat(result).isEqualTo(new Result.Invalid(COLOUR, "colour is red, not 'blue'"));
        assertThat(options.all(TENANT)).isEmpty();
    }

    @Test
    void if_one_option_is_frozen_none_is_written() {
        options.put(TENANT, List.of(new TenantOption(COLOUR, "red", false)));

        Result result = setOptions.set(TENANT, inOrder(GLOSS, "high", COLOUR, "red"));

        assertThat(result).isEqualTo(new Result.Frozen(COLOUR));
        assertThat(options.find(TENANT, GLOSS)).isEmpty();
    }

    @Test
    void what_is_frozen_for_one_tenant_another_may_change() {
        options.put(new TenantId("t2"), List.of(new TenantOption(GLOSS, "low", false)));

        assertThat(setOptions.set(TENANT, Map.of(GLOSS, "high"))).isInstanceOf(Result.Done.class);
    }

    @Test
    void a_rule_is_about_its_own_option_only() {
        assertThat(setOptions.set(TENANT, Map.of(GLOSS, "blue"))).isInstanceOf(Result.Done.class);
    }

    @Test
    void a_value_of_more_than_65536_characters_is_refused() {
        assertThat(setOptions.set(TENANT, Map.of(GLOSS, "v".repeat(65_536)))).isInstanceOf(Result.Done.class);
        assertThat(setOptions.set(TENANT, Map.of(GLOSS, "v".repeat(65_537))))
                .isEqualTo(new Result.Invalid(GLOSS, "an option value is at most 65536 characters, not 65537"));
    }

    private static Map<Name, String> inOrder(Name first, String firstValue, Name second, String secondValue) {
        var values = new LinkedHashMap<Name, String>();
        values.put(first, firstValue);
        values.put(second, secondValue);
        return values;
    }
}
