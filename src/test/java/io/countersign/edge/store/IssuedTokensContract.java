package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.OTHER;
import static io.countersign.edge.store.Samples.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.DeviceId;
import io.countersign.core.token.Issued;
import io.countersign.core.token.Stamp;
import io.countersign.core.trust.AnchorId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [io.countersign.core.token.IssuedTokens] does.
abstract class IssuedTokensContract {
    abstract Stores stores();

    private Stores withPumps() {
        Stores stores = stores().withTwoTenants();
        stores.devices().register(Samples.device(ACME, "pump"));
        stores.devices().register(Samples.device(OTHER, "pump"));
        return stores;
    }

    @Test
    void what_was_issued_is_remembered_per_device() {
        var tokens = withPumps().issuedTokens();
        assertThat(tokens.find(ACME, PUMP)).isEmpty();

        assertThat(tokens.update(ACME, PUMP, _ -> Samples.issued(1))).isEqualTo(Samples.issued(1));

        assertThat(tokens.find(ACME, PUMP)).contains(Samples.issued(1));
        assertThat(tokens.find(OTHER, PUMP)).isEmpty();
    }

    @Test
    void up_to_where_all_tokens_of_a_tenant_have_ended_is_remembered() {
        Stores stores = withPumps();
        var tokens = stores.issuedTokens();
        assertThat(tokens.endedUpTo(ACME)).isEqualTo(Stamp.NONE);

        tokens.endUpTo(ACME, new Stamp(9));
        assertThat(tokens.endedUpTo(ACME)).isEqualTo(new Stamp(9));
        assertThat(tokens.endedUpTo(OTHER)).isEqualTo(Stamp.NONE);

        tokens.endUpTo(ACME, new Stamp(7));
        assertThat(tokens.endedUpTo(ACME)).isEqualTo(new Stamp(7));

        stores.tenants().remove(ACME);
        assertThat(tokens.endedUpTo(ACME)).isEqualTo(Stamp.NONE);
    }

    @Test
    void a_change_sees_what_is_there() {
        var tokens = withPumps().issuedTokens();
        tokens.update(ACME, PUMP, _ -> Samples.issued(1));

        tokens.updateDurably(ACME, PUMP, present -> {
            assertThat(present).contains(Samples.issued(1));
            return Samples.issued(2);
        });

        assertThat(tokens.find(ACME, PUMP)).contains(Samples.issued(2));
    }

    @Test
    void parallel_first_requests_share_one_stamp() {
        var tokens = withPumps().issuedTokens();

        List<Issued> outcomes = Parallel.calls(
                64, i -> tokens.update(ACME, PUMP, present -> present.orElseGet(() -> Samples.issued(i))));

        assertThat(outcomes).hasSize(64).containsOnly(outcomes.getFirst());
    }

    @Test
    void no_parallel_change_is_lost() {
        var tokens = withPumps().issuedTokens();
        tokens.update(ACME, PUMP, _ -> Samples.issued(0));

        Parallel.calls(64, i -> {
            if (i % 8 == 0) {
                tokens.updateDurably(ACME, PUMP, IssuedTokensContract::aSecondLater);
            } else {
                tokens.update(ACME, PUMP, IssuedTokensContract::aSecondLater);
            }
            return i;
        });

        assertThat(tokens.find(ACME, PUMP)).contains(Samples.issued(64));
    }

    private static Issued aSecondLater(Optional<Issued> present) {
        long before = present.orElseThrow().stamp().moment().getEpochSecond() - Samples.NOON.getEpochSecond();
        return Samples.issued(before + 1);
    }

    @Test
    void devices_are_counted_by_the_anchor_that_they_last_came_through() {
        var stores = withPumps();
        var tokens = stores.issuedTokens();
        stores.devices().register(Samples.device(ACME, "valve"));
        stores.devices().register(Samples.device(ACME, "silent"));
        tokens.update(ACME, PUMP, _ -> Samples.issued(1));
        tokens.update(ACME, new DeviceId("valve"), _ -> Samples.issued(1));
        tokens.update(OTHER, PUMP, _ -> Samples.issued(1));
        assertThat(tokens.countThrough(ACME, Samples.THROUGH)).isEqualTo(2);
        assertThat(tokens.countThrough(OTHER, Samples.THROUGH)).isEqualTo(1);

        var other = new AnchorId("00000000000000bb");
        tokens.update(ACME, PUMP, present -> through(other, present.orElseThrow()));

        assertThat(tokens.countThrough(ACME, Samples.THROUGH)).isEqualTo(1);
        assertThat(tokens.countThrough(ACME, other)).isEqualTo(1);
        stores.devices().remove(ACME, PUMP);
        assertThat(tokens.countThrough(ACME, other)).isZero();
    }

    private static Issued through(AnchorId anchor, Issued before) {
        return new Issued(before.leaf(), before.lifespan(), before.stamp(), before.endedUpTo(), Optional.of(anchor));
    }

    @Test
    void nothing_is_remembered_of_a_removed_device() {
        var stores = withPumps();
        stores.issuedTokens().update(ACME, PUMP, _ -> Samples.issued(1));

        stores.devices().remove(ACME, PUMP);
        stores.devices().register(Samples.device(ACME, "pump"));

        assertThat(stores.issuedTokens().find(ACME, PUMP)).isEmpty();
    }

    @Test
    void a_change_of_the_device_leaves_its_token_alone() {
        var stores = withPumps();
        stores.issuedTokens().update(ACME, PUMP, _ -> Samples.issued(1));

        stores.devices().setEnabled(ACME, PUMP, false);
        stores.devices().putAll(List.of(Samples.device(ACME, "pump")));

        assertThat(stores.issuedTokens().find(ACME, PUMP)).contains(Samples.issued(1));
    }
}
