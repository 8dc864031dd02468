package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.ledger.RefusalLedger.Filter;
import io.countersign.core.ledger.Refused;
import io.countersign.core.ledger.Refused.Standing;
import io.countersign.core.ledger.Refused.What;
import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every refusal ledger holds to.
abstract class RefusalLedgerContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Page ALL = new Page(1, 2000);

    private Stores stores = Stores.inMemory();
    private RefusalLedger ledger = stores.refusals();

    abstract Stores stores();

    @BeforeEach
    void two_tenants() {
        stores = stores().withTwoTenants();
        ledger = stores.refusals();
    }

    private void note(TenantId tenant, Standing standing, String device, Instant at) {
        ledger.note(Refused.once(
                new What(tenant, standing, device, "", "expired", "CN=" + device),
                at,
                "detail",
                "anchor",
                "192.0.2.1"));
    }

    private List<String> devices(TenantId tenant, Filter filter, Page page) {
        return ledger.page(tenant, filter, page).stream()
                .map(refused -> refused.what().device())
                .toList();
    }

    @Test
    void what_was_noted_comes_back_the_latest_first_and_for_its_tenant_only() {
        note(ACME, Standing.KNOWN, "pump-1", NOON);
        note(ACME, Standing.STRANGER, "pump-2", NOON.plusSeconds(2));
        note(ACME, Standing.KNOWN, "pump-3", NOON.plusSeconds(1));
        note(OTHER, Standing.KNOWN, "robot", NOON);

        assertThat(devices(ACME, Filter.ALL, ALL)).containsExactly("pump-2", "pump-3", "pump-1");
        assertThat(devices(ACME, Filter.ALL, new Page(2, 2))).containsExactly("pump-1");
        assertThat(ledger.count(ACME, Filter.ALL)).isEqualTo(3);
        Refused kept = ledger.page(OTHER, Filter.ALL, ALL).getFirst();
        assertThat(kept)
                .isEqualTo(Refused.once(
                        new What(OTHER, Standing.KNOWN, "robot", "", "expired", "CN=robot"),
                        NOON,
                        "detail",
                        "anchor",
                        "192.0.2.1"));
    }

    @Test
    void one_noisy_device_is_one_entry_whether_it_was_looked_at_in_between_or_not() {
        for (int i = 0; i < 50; i++) {
            note(ACME, Standing.KNOWN, "noisy", NOON.plusSeconds(i));
        }
        assertThat(ledger.count(ACME, Filter.ALL)).isEqualTo(1);
        for (int i = 50; i < 100; i++) {
            note(ACME, Standing.KNOWN, "noisy", NOON.plusSeconds(i));
        }

        Refused noisy = ledger.page(ACME, Filter.ALL, ALL).getFirst();
        assertThat(noisy.count()).isEqualTo(100);
        assertThat(noisy.firstSeen()).isEqualTo(NOON);
        assertThat(noisy.lastSeen()).isEqualTo(NOON.plusSeconds(99));
    }

    @Test
    void entries_are_found_by_device_reason_and_time() {
        note(ACME, Standing.KNOWN, "pump-1", NOON);
        note(ACME, Standing.KNOWN, "pump-2", NOON.plusSeconds(1));

        assertThat(devices(ACME, new Filter("pump-1", "", Instant.EPOCH), ALL)).containsExactly("pump-1");
        assertThat(devices(ACME, new Filter("", "expired", Instant.EPOCH), ALL)).hasSize(2);
        assertThat(devices(ACME, new Filter("", "revoked", Instant.EPOCH), ALL)).isEmpty();
        assertThat(devices(ACME, new Filter("", "", NOON.plusSeconds(1)), ALL)).containsExactly("pump-2");
        assertThat(ledger.count(ACME, new Filter("pump-1", "", Instant.EPOCH))).isEqualTo(1);
    }

    @Test
    void strangers_fill_their_own_room_only_and_the_oldest_go_first() {
        note(ACME, Standing.KNOWN, "ours", NOON.minus(Duration.ofDays(1)));
        for (int i = 0; i < 1_100; i++) {
            note(ACME, Standing.STRANGER, "stranger-" + i, NOON.plusMillis(i));
        }

        assertThat(ledger.count(ACME, Filter.ALL)).isEqualTo(1_001);
        assertThat(ledger.count(ACME, new Filter("ours", "", Instant.EPOCH))).isEqualTo(1);
        assertThat(ledger.count(ACME, new Filter("stranger-99", "", Instant.EPOCH)))
                .isZero();
        assertThat(ledger.count(ACME, new Filter("stranger-100", "", Instant.EPOCH)))
                .isEqualTo(1);
    }

    @Test
    void what_was_last_seen_30_days_before_the_latest_goes() {
        note(ACME, Standing.KNOWN, "old", NOON);
        note(ACME, Standing.KNOWN, "young", NOON.plus(Duration.ofDays(30)));
        assertThat(devices(ACME, Filter.ALL, ALL)).containsExactly("young", "old");

        note(ACME, Standing.KNOWN, "younger", NOON.plus(Duration.ofDays(30)).plusMillis(1));

        assertThat(devices(ACME, Filter.ALL, ALL)).containsExactly("younger", "young");
    }

    @Test
    void the_ledger_of_a_tenant_goes_with_it_and_nothing_is_kept_for_one_that_is_gone() {
        note(ACME, Standing.KNOWN, "pump-1", NOON);
        stores.tenants().remove(ACME);
        assertThat(ledger.count(ACME, Filter.ALL)).isZero();
        assertThat(ledger.count(OTHER, Filter.ALL)).isZero();
    }

    @Test
    void what_waits_to_be_written_does_not_come_to_a_tenant_that_is_founded_anew_under_the_same_id() {
        note(ACME, Standing.KNOWN, "pump-1", NOON);
        note(OTHER, Standing.KNOWN, "robot", NOON);
        stores.tenants().remove(ACME);
        stores.users().addTenant(Samples.tenant(ACME), Samples.user(ACME, "admin"));
        note(ACME, Standing.KNOWN, "pump-2", NOON);

        assertThat(devices(ACME, Filter.ALL, ALL)).containsExactly("pump-2");
        assertThat(devices(OTHER, Filter.ALL, ALL)).containsExactly("robot");
    }
}
