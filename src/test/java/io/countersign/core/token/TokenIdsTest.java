package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.ACME;
import static io.countersign.core.token.TokenBench.BOLT;
import static io.countersign.core.token.TokenBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.DeviceId;
import io.countersign.core.trust.Thumbprint;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TokenIdsTest {
    private static final DeviceId PUMP = new DeviceId("pump-1");
    private static final Issued ISSUED = issued("A", new Stamp(Stamp.at(NOW).value() + 5));

    private final TokenIds ids = new TokenIds(TokenBench.secret("of all nodes"));

    /// A token that is remembered must come out the same after an update of the program: these are for ever.
    @Test
    void the_ids_of_a_token_never_change() {
        TokenIds.Ids derived = ids.of(ACME, PUMP, ISSUED);

        assertThat(derived.tokenId()).isEqualTo(UUID.fromString("019ca945-0afa-7005-9812-5311df8e8322"));
        assertThat(derived.xsrfToken()).isEqualTo("buCPLEPZrIwmFcHoJxgD");
    }

    @Test
    void they_are_a_uuid_of_version_7_that_tells_the_stamp_and_20_letters() {
        for (int counter = 0; counter < 200; counter++) {
            Issued issued = issued("A", new Stamp(Stamp.at(NOW).value() + counter));

            TokenIds.Ids derived = ids.of(ACME, PUMP, issued);

            assertThat(derived.tokenId().version()).isEqualTo(7);
            assertThat(derived.tokenId().variant()).isEqualTo(2);
            assertThat(Stamp.of(derived.tokenId())).isEqualTo(issued.stamp());
            assertThat(derived.xsrfToken()).matches("[A-Za-z]{20}");
        }
    }

    @Test
    void two_tokens_share_neither() {
        TokenIds.Ids derived = ids.of(ACME, PUMP, ISSUED);

        assertThat(ids.of(BOLT, PUMP, ISSUED)).satisfies(other -> assertDifferent(derived, other));
        assertThat(ids.of(ACME, new DeviceId("pump-2"), ISSUED)).satisfies(other -> assertDifferent(derived, other));
        assertThat(ids.of(ACME, PUMP, issued("B", ISSUED.stamp()))).satisfies(other -> assertDifferent(derived, other));
        assertThat(ids.of(ACME, PUMP, issued("A", ISSUED.stamp().next(NOW))))
                .satisfies(other -> assertDifferent(derived, other));
    }

    @Test
    void nobody_without_the_secret_can_guess_them() {
        var others = new TokenIds(TokenBench.secret("of somebody else"));

        assertDifferent(ids.of(ACME, PUMP, ISSUED), others.of(ACME, PUMP, ISSUED));
    }

    /// How long it lives does not tell which token it is.
    @Test
    void the_lifespan_does_not_matter() {
        var longer = new Issued(ISSUED.leaf(), new Lifespan(7200), ISSUED.stamp(), Stamp.NONE, Optional.empty());

        assertThat(ids.of(ACME, PUMP, longer)).isEqualTo(ids.of(ACME, PUMP, ISSUED));
    }

    private static void assertDifferent(TokenIds.Ids one, TokenIds.Ids other) {
        assertThat(other.tokenId().getLeastSignificantBits())
                .isNotEqualTo(one.tokenId().getLeastSignificantBits());
        assertThat(other.xsrfToken()).isNotEqualTo(one.xsrfToken());
    }

    private static Issued issued(String letterOfLeaf, Stamp stamp) {
        return new Issued(
                new Thumbprint(letterOfLeaf.repeat(43)), new Lifespan(3600), stamp, Stamp.NONE, Optional.empty());
    }
}
