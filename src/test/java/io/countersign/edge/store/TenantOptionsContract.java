package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.TenantOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [io.countersign.core.tenant.TenantOptions] does.
abstract class TenantOptionsContract {
    private static final TenantOption OPEN = option("oauth.internal", "lifespan", "600");
    private static final TenantOption SECRET = option("smtp", "credentials.password", "grün & geheim");

    abstract Stores stores();

    private static TenantOption option(String category, String key, String value) {
        return new TenantOption(new TenantOption.Name(category, key), value, true);
    }

    @Test
    void an_option_is_found_where_it_was_put_and_nowhere_else() {
        var options = stores().withTwoTenants().options();

        options.put(ACME, List.of(OPEN, SECRET));

        assertThat(options.find(ACME, OPEN.name())).contains(OPEN);
        assertThat(options.find(ACME, SECRET.name())).contains(SECRET);
        assertThat(options.find(OTHER, OPEN.name())).isEmpty();
        assertThat(options.all(OTHER)).isEmpty();
    }

    @Test
    void a_later_value_takes_the_place_of_an_earlier_one() {
        var options = stores().withTwoTenants().options();
        var frozen = new TenantOption(OPEN.name(), "900", false);

        options.put(ACME, List.of(OPEN, SECRET));
        options.put(ACME, List.of(frozen));

        assertThat(options.all(ACME)).containsExactly(frozen, SECRET);
    }

    @Test
    void options_are_ordered_by_category_and_key() {
        var options = stores().withTwoTenants().options();

        options.put(ACME, List.of(option("b", "a", "1"), option("a", "z", "2"), option("a", "b", "3")));

        assertThat(options.all(ACME)).extracting(TenantOption::value).containsExactly("3", "2", "1");
    }

    @Test
    void a_removed_option_is_gone_and_cannot_be_removed_again() {
        var options = stores().withTwoTenants().options();
        options.put(ACME, List.of(OPEN, SECRET));

        assertThat(options.remove(ACME, OPEN.name())).isTrue();
        assertThat(options.remove(ACME, OPEN.name())).isFalse();
        assertThat(options.remove(OTHER, SECRET.name())).isFalse();

        assertThat(options.all(ACME)).containsExactly(SECRET);
    }
}
