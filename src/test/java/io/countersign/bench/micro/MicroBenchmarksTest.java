package io.countersign.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.bench.KnownFleet;
import io.countersign.core.token.IssueToken.Outcome;
import io.countersign.core.trust.CertificateChain;
import io.countersign.core.trust.ChainVerdict;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A benchmark of something else than it says would be fast and worth nothing.
class MicroBenchmarksTest {
    private static final int TENANTS = 3;
    private static final int DEVICES = 4;

    @Test
    void every_chain_of_a_fleet_is_trusted() throws IOException {
        try (var fleet = new KnownFleet(TENANTS, DEVICES)) {
            var shown = Shown.in(fleet.due());

            assertThat(shown.size()).isEqualTo(2 * DEVICES);
            for (int i = 0; i < shown.size(); i++) {
                assertThat(fleet.chainCheck().check(shown.next(), Instant.now()))
                        .isInstanceOf(ChainVerdict.Trusted.class);
            }
        }
    }

    @Test
    void devices_that_are_due_get_a_new_token_in_each_pass() throws IOException {
        try (var fleet = new KnownFleet(TENANTS, DEVICES)) {
            var shown = Shown.in(fleet.due());

            for (int i = 0; i < 2 * shown.size(); i++) {
                assertThat(isHandedBack(fleet, shown.next())).isFalse();
            }
        }
    }

    @Test
    void devices_before_half_life_get_the_same_token_from_the_second_pass_on() throws IOException {
        try (var fleet = new KnownFleet(TENANTS, DEVICES)) {
            var shown = Shown.in(fleet.held());

            for (int i = 0; i < 2 * shown.size(); i++) {
                assertThat(isHandedBack(fleet, shown.next())).isEqualTo(i >= shown.size());
            }
        }
    }

    @Test
    void what_is_looked_up_stands_on_the_list_or_does_not() {
        var numbers = new RevokedLookUp.Numbers();
        var benchmark = new RevokedLookUp();

        for (int i = 0; i < 1_000; i++) {
            assertThat(benchmark.listed(numbers)).isPresent();
            assertThat(benchmark.unlisted(numbers)).isEmpty();
        }
    }

    @Test
    void refusals_of_five_hundred_devices_stand_in_the_ledger() throws IOException {
        var refusals = new LedgerWrite.Refusals();
        try {
            assertThat(new LedgerWrite().on_disk(refusals)).isEqualTo(500);
        } finally {
            refusals.close();
        }
    }

    private static boolean isHandedBack(KnownFleet fleet, CertificateChain chain) {
        Outcome outcome = fleet.issueToken().issue(chain, Set.of(), Instant.now());
        assertThat(outcome).isInstanceOf(Outcome.Granted.class);
        return ((Outcome.Granted) outcome).token().handedBack();
    }
}
