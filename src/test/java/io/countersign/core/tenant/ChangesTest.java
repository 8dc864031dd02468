package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");

    private final Changes changes = new Changes();

    /// Any change, and one of a tenant.
    private List<Consumer<Runnable>> ways() {
        return List.of(changes::make, change -> changes.make(ACME, change));
    }

    @Test
    void a_change_is_counted_after_it_was_made_and_not_before() {
        for (Consumer<Runnable> way : ways()) {
            long before = changes.count();
            var countedWhileMade = new AtomicLong(-1);
            var newsWhileMade = new AtomicLong(-1);

            way.accept(() -> {
                countedWhileMade.set(changes.count());
                newsWhileMade.set(changes.isNothingNew(before, Set.of(ACME)) ? 0 : 1);
            });

            assertThat(countedWhileMade).hasValue(before);
            assertThat(newsWhileMade).hasValue(0);
            assertThat(changes.count()).isEqualTo(before + 1);
            assertThat(changes.isNothingNew(before, Set.of(ACME))).isFalse();
            assertThat(changes.isNothingNew(before + 1, Set.of(ACME))).isTrue();
        }
    }

    @Test
    void a_change_that_fails_half_way_is_counted_too() {
        for (Consumer<Runnable> way : ways()) {
            long before = changes.count();

            assertThatIllegalStateException()
                    .isThrownBy(() -> way.accept(() -> {
                        throw new IllegalStateException("half-way");
                    }));

            assertThat(changes.count()).isEqualTo(before + 1);
            assertThat(changes.isNothingNew(before, Set.of(ACME))).isFalse();
        }
    }

    @Test
    void what_one_tenant_changes_is_news_to_whoever_counts_with_it_and_to_nobody_else() {
        changes.make(ACME, () -> {});

        assertThat(changes.isNothingNew(0, Set.of(ACME))).isFalse();
        assertThat(changes.isNothingNew(0, Set.of(GLOBEX, ACME))).isFalse();
        assertThat(changes.isNothingNew(0, Set.of(GLOBEX))).isTrue();
        assertThat(changes.isNothingNew(0, Set.of())).isTrue();
        assertThat(changes.isNothingNew(1, Set.of(ACME))).isTrue();
    }

    @Test
    void what_may_concern_anybody_is_news_to_all_and_takes_nothing_of_others_back() {
        changes.make(ACME, () -> {});
        changes.make(() -> {});
        changes.make(GLOBEX, () -> {});

        assertThat(changes.isNothingNew(1, Set.of())).isFalse();
        assertThat(changes.isNothingNew(1, Set.of(ACME))).isFalse();
        assertThat(changes.isNothingNew(2, Set.of(ACME))).isTrue();
        assertThat(changes.isNothingNew(2, Set.of(GLOBEX))).isFalse();
        assertThat(changes.isNothingNew(3, Set.of(GLOBEX))).isTrue();
    }
}
