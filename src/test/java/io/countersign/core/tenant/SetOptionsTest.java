package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.SetOptions.Result;
import io.countersign.core.tenant.TenantOption.Name;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SetOptionsTest {
    private static final TenantId TENANT = new TenantId("t1");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Name COLOUR = new Name("paint", "colour");
    private static final Name GLOSS = new Name("paint", "gloss");

    private final InMemoryTenantOptions options = new InMemoryTenantOptions();
    private final List<String> prepared = new ArrayList<>();
    private final SetOptions setOptions = new SetOptions(options, List.of(new OnlyRed()));

    private final class OnlyRed implements OptionRule {
        @Override
        public Name name() {
            return COLOUR;
        }

        @Override
        public Optional<String> complaint(String value) {
            return value.equals("red") ? Optional.empty() : Optional.of("colour is red, not '" + value + "'");
        }

        @Override
        public void prepare(String value, Instant now) {
            assertThat(options.find(TENANT, COLOUR)).isEmpty();
            prepared.add(value + " at " + now);
        }
    }

    @Test
    void all_values_are_written_and_can_be_changed_again() {
        Result result = setOptions.set(TENANT, inOrder(COLOUR, "red", GLOSS, "high"), NOW);

        assertThat(result)
                .isEqualTo(new Result.Done(
                        List.of(new TenantOption(COLOUR, "red", true), new TenantOption(GLOSS, "high", true))));
        assertThat(setOptions.set(TENANT, Map.of(GLOSS, "low"), NOW)).isInstanceOf(Result.Done.class);
        assertThat(options.find(TENANT, GLOSS)).contains(new TenantOption(GLOSS, "low", true));
        assertThat(options.find(TENANT, COLOUR)).contains(new TenantOption(COLOUR, "red", true));
    }

    @Test
    void if_one_value_breaks_its_rule_none_is_written() {
        Result result = setOptions.set(TENANT, inOrder(GLOSS, "high", COLOUR, "blue"), NOW);

        assertThat(result).isEqualTo(new Result.Invalid(COLOUR, "colour is red, not 'blue'"));
        assertThat(options.all(TENANT)).isEmpty();
    }

    @Test
    void what_a_value_asks_for_is_made_before_it_is_written_and_only_then() {
        setOptions.set(TENANT, inOrder(COLOUR, "red", GLOSS, "v".repeat(65_537)), NOW);
        assertThat(prepared).isEmpty();

        setOptions.set(TENANT, inOrder(COLOUR, "red", GLOSS, "high"), NOW);
        assertThat(prepared).containsExactly("red at 2026-03-01T12:00:00Z");
        assertThat(options.find(TENANT, COLOUR)).isPresent();
    }

    @Test
    void if_one_option_is_frozen_none_is_written() {
        options.put(TENANT, List.of(new TenantOption(COLOUR, "red", false)));

        Result result = setOptions.set(TENANT, inOrder(GLOSS, "high", COLOUR, "red"), NOW);

        assertThat(result).isEqualTo(new Result.Frozen(COLOUR));
        assertThat(options.find(TENANT, GLOSS)).isEmpty();
    }

    @Test
    void what_is_frozen_for_one_tenant_another_may_change() {
        options.put(new TenantId("t2"), List.of(new TenantOption(GLOSS, "low", false)));

        assertThat(setOptions.set(TENANT, Map.of(GLOSS, "high"), NOW)).isInstanceOf(Result.Done.class);
    }

    @Test
    void a_rule_is_about_its_own_option_only() {
        assertThat(setOptions.set(TENANT, Map.of(GLOSS, "blue"), NOW)).isInstanceOf(Result.Done.class);
    }

    @Test
    void a_value_of_more_than_65536_characters_is_refused() {
        assertThat(setOptions.set(TENANT, Map.of(GLOSS, "v".repeat(65_536)), NOW))
                .isInstanceOf(Result.Done.class);
        assertThat(setOptions.set(TENANT, Map.of(GLOSS, "v".repeat(65_537)), NOW))
                .isEqualTo(new Result.Invalid(GLOSS, "an option value is at most 65536 characters, not 65537"));
    }

    private static Map<Name, String> inOrder(Name first, String firstValue, Name second, String secondValue) {
        var values = new LinkedHashMap<Name, String>();
        values.put(first, firstValue);
        values.put(second, secondValue);
        return values;
    }
}
