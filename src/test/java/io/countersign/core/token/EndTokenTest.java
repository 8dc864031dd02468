package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.ACME;
import static io.countersign.core.token.TokenBench.BOLT;
import static io.countersign.core.token.TokenBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.DeviceId;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndTokenTest {
    private final TokenBench bench = new TokenBench();
    private final TestCa ca = TestCa.root("Acme");
    private final TestCa bolt = TestCa.root("Bolt");
    private final TestDevice pump = ca.device("pump-1");

    @BeforeEach
    void the_ca_is_trusted() {
        bench.trust(ACME, ca);
    }

    @Test
    void a_token_and_every_earlier_one_is_dead_after_logout_and_the_next_is_new() {
        DeviceToken.Signed first = bench.token(pump, NOW).signed();
        DeviceToken.Signed second = bench.token(pump, NOW.plusSeconds(1800)).signed();

        bench.endToken.end(second.claims());

        assertThat(fault(first)).contains(TokenFault.TOKEN_LOGGED_OUT);
        assertThat(fault(second)).contains(TokenFault.TOKEN_LOGGED_OUT);
        DeviceToken third = bench.token(pump, NOW.plusSeconds(1800));
        assertThat(third.handedBack()).isFalse();
        assertThat(fault(third.signed())).isEmpty();
        assertThat(third.signed().claims().tokenId())
                .isNotEqualTo(second.claims().tokenId());
    }

    @Test
    void logging_out_an_earlier_token_leaves_the_later_one() {
        DeviceToken.Signed first = bench.token(pump, NOW).signed();
        DeviceToken.Signed second = bench.token(pump, NOW.plusSeconds(1800)).signed();

        bench.endToken.end(first.claims());

        assertThat(fault(first)).contains(TokenFault.TOKEN_LOGGED_OUT);
        assertThat(fault(second)).isEmpty();
        assertThat(bench.token(pump, NOW.plusSeconds(1800)).handedBack()).isTrue();
    }

    @Test
    void the_other_devices_stay_logged_in() {
        DeviceToken.Signed ofPump = bench.token(pump, NOW).signed();
        DeviceToken.Signed ofValve = bench.token(ca.device("valve-1"), NOW).signed();

        bench.endToken.end(ofPump.claims());

        assertThat(fault(ofValve)).isEmpty();
    }

    @Test
    void all_tokens_of_a_tenant_end_together_and_devices_get_new_ones() {
        bench.trust(BOLT, bolt);
        DeviceToken.Signed ofPump = bench.token(pump, NOW).signed();
        DeviceToken.Signed ofValve = bench.token(ca.device("valve-1"), NOW).signed();
        DeviceToken.Signed ofBolt = bench.token(bolt.device("pump-1"), NOW).signed();
        bench.issuedTokens.remove(ACME, new DeviceId("valve-1"));

        bench.endToken.endAll(ACME, NOW);

        assertThat(fault(ofPump)).contains(TokenFault.TOKEN_LOGGED_OUT);
        assertThat(fault(ofValve)).as("of which a crash lost what was issued").contains(TokenFault.TOKEN_LOGGED_OUT);
        assertThat(fault(ofBolt)).isEmpty();
    }

    /// The tokens of the same millisecond are the first that could be mistaken for ended ones.
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 1800_000})
    void what_a_device_gets_after_all_have_ended_is_new_and_lives(long millis) {
        DeviceToken.Signed before = bench.token(pump, NOW).signed();
        bench.endToken.endAll(ACME, NOW);
        Instant later = NOW.plusMillis(millis);

        DeviceToken again = bench.token(pump, later);
        DeviceToken first = bench.token(ca.device("valve-1"), later);

        assertThat(again.handedBack()).isFalse();
        assertThat(again.signed().claims().stamp())
                .isGreaterThan(before.claims().stamp());
        assertThat(fault(again.signed())).isEmpty();
        assertThat(fault(first.signed())).isEmpty();
        assertThat(bench.token(pump, later).handedBack()).isTrue();
    }

    @Test
    void all_can_be_ended_again() {
        bench.endToken.endAll(ACME, NOW);
        DeviceToken.Signed second = bench.token(pump, NOW.plusSeconds(1)).signed();

        bench.endToken.endAll(ACME, NOW.plusSeconds(1));

        assertThat(fault(second)).contains(TokenFault.TOKEN_LOGGED_OUT);
    }

    /// A clock that was an hour ahead when all were ended.
    @Test
    void an_end_of_all_that_lies_in_the_future_counts_for_nothing_and_does_not_stand_in_the_way() {
        bench.endToken.endAll(ACME, NOW.plusSeconds(3600));
        DeviceToken.Signed token = bench.token(pump, NOW).signed();
        assertThat(token.claims().issuedAt()).isEqualTo(NOW.truncatedTo(ChronoUnit.SECONDS));
        assertThat(fault(token)).isEmpty();

        bench.endToken.endAll(ACME, NOW);

        assertThat(fault(token)).contains(TokenFault.TOKEN_LOGGED_OUT);
    }

    @Test
    void a_token_that_a_crash_made_us_forget_can_be_ended() {
        DeviceToken.Signed token = bench.token(pump, NOW).signed();
        bench.issuedTokens.remove(ACME, new DeviceId("pump-1"));

        bench.endToken.end(token.claims());

        assertThat(fault(token)).contains(TokenFault.TOKEN_LOGGED_OUT);
    }

    @Test
    void logout_is_on_disk_when_it_is_answered() {
        DeviceToken.Signed token = bench.token(pump, NOW).signed();

        bench.endToken.end(token.claims());

        assertThat(bench.issuedTokens.durableUpdates()).isEqualTo(1);
    }

    private Optional<TokenFault> fault(DeviceToken.Signed token) {
        return switch (bench.checkToken.check(token.text(), NOW.plusSeconds(1800))) {
            case CheckToken.Result.Live _ -> Optional.empty();
            case CheckToken.Result.Dead(var fault) -> Optional.of(fault);
        };
    }
}
