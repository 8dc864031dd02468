package io.countersign.core.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.core.tenant.InMemoryTenantOptions;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifespanTest {
    private static final TenantId TENANT = new TenantId("t1");

    private final InMemoryTenantOptions options = new InMemoryTenantOptions();
    private final Lifespan.Rule rule = new Lifespan.Rule();

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 3600, 2_591_999, 2_592_000})
    void a_token_lives_5_minutes_to_30_days(int seconds) {
        assertThat(new Lifespan(seconds).seconds()).isEqualTo(seconds);
    }

    @ParameterizedTest
    @ValueSource(ints = {299, 0, -1, -300, 2_592_001, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void no_token_lives_shorter_or_longer(int seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lifespan(seconds))
                .withMessage("a device token lives 300 to 2592000 seconds, not " + seconds);
    }

    @Test
    void it_lives_an_hour_if_the_tenant_says_nothing() {
        assertThat(Lifespan.of(TENANT, options)).isEqualTo(new Lifespan(3600));
    }

    @ParameterizedTest
    @CsvSource({"300, 300", "301, 301", "3600, 3600", "2592000, 2592000", "000300, 300", "000000300, 300"})
    void a_tenant_sets_a_whole_number_in_the_range(String value, int seconds) {
        options.put(TENANT, List.of(new TenantOption(Lifespan.OPTION, value, true)));

        assertThat(rule.complaint(value)).isEmpty();
        assertThat(Lifespan.of(TENANT, options)).isEqualTo(new Lifespan(seconds));
        assertThat(Lifespan.of(new TenantId("t2"), options)).isEqualTo(new Lifespan(3600));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "299",
                "2592001",
                "0",
                "-300",
                "+300",
                "",
                " ",
                " 300",
                "300 ",
                "300\n",
                "300.0",
                "3e3",
                "0x12c",
                "1_000",
                "1,000",
                "an hour",
                "null",
                "\u0663\u0660\u0660",
                "\uff13\uff10\uff10",
                "999999999",
                "2147483648",
                "0000000300",
                "99999999999999999999"
            })
    void any_other_value_is_refused_and_if_it_is_there_all_the_same_it_counts_for_nothing(String value) {
        options.put(TENANT, List.of(new TenantOption(Lifespan.OPTION, value, true)));

        assertThat(rule.complaint(value))
                .contains("device-token.lifespan.seconds is a whole number of seconds from 300 to 2592000, not '"
                        + value + "'");
        assertThat(Lifespan.of(TENANT, options)).isEqualTo(new Lifespan(3600));
    }

    @Test
    void the_rule_is_about_the_option_of_the_contract() {
        assertThat(rule.name()).isEqualTo(new TenantOption.Name("oauth.internal", "device-token.lifespan.seconds"));
    }
}
