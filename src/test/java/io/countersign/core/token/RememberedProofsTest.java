package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.RememberedProofs.Validity;
import io.countersign.core.trust.ChainDigest;
import io.countersign.core.trust.Thumbprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RememberedProofsTest {
    private static final Proof PUMP = proof("pump");
    private static final ChainDigest DIGEST = new ChainDigest(1, 2, 3, 4);
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final Validity VALIDITY = new Validity(0, Set.of(ACME), NOW, NOW.plusSeconds(60));

    private final Changes changes = new Changes();
    private final RememberedProofs remembered = new RememberedProofs(changes);

    private static Proof proof(String device) {
        return new Proof(new DeviceId(device), new Thumbprint("A".repeat(43)), List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, true",
        "PT1M, true",
        "PT1M0.000000001S, false",
        "PT-0.000000001S, false",
    })
    void a_proof_counts_from_its_decision_to_its_end(Duration later, boolean counts) {
        remembered.put(DIGEST, VALIDITY, PUMP);

        assertThat(remembered.find(DIGEST, NOW.plus(later)).isPresent()).isEqualTo(counts);
    }

    @Test
    void a_proof_counts_until_something_is_changed_by_those_who_had_a_say_in_it_or_for_all() {
        remembered.put(DIGEST, VALIDITY, PUMP);
        changes.make(GLOBEX, () -> {});
        assertThat(remembered.find(DIGEST, NOW)).contains(PUMP);

        changes.make(ACME, () -> {});
        assertThat(remembered.find(DIGEST, NOW)).isEmpty();

        remembered.put(DIGEST, new Validity(changes.count(), Set.of(ACME), NOW, NOW), PUMP);
        assertThat(remembered.find(DIGEST, NOW)).contains(PUMP);
        changes.make(() -> {});
        assertThat(remembered.find(DIGEST, NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 3, 5", "1, 2, 4, 4", "1, 3, 3, 4", "32769, 2, 3, 4", "2, 2, 3, 4"})
    void a_proof_is_found_by_the_whole_digest_only(long first, long second, long third, long fourth) {
        remembered.put(DIGEST, VALIDITY, PUMP);

        assertThat(remembered.find(new ChainDigest(first, second, third, fourth), NOW))
                .isEmpty();
        assertThat(remembered.find(DIGEST, NOW)).contains(PUMP);
    }

    @Test
    void chains_that_may_stand_in_the_same_places_stand_side_by_side() {
        List<ChainDigest> neighbours = neighbours(RememberedProofs.PLACES_OF_A_CHAIN);
        neighbours.forEach(digest -> remembered.put(digest, VALIDITY, proof("no" + digest.first())));

        assertThat(neighbours)
                .allSatisfy(digest -> assertThat(remembered.find(digest, NOW)).contains(proof("no" + digest.first())));
    }

    @Test
    void where_all_places_are_taken_the_oldest_proof_gives_way() {
        List<ChainDigest> neighbours = neighbours(RememberedProofs.PLACES_OF_A_CHAIN + 1);
        List<Integer> seconds = List.of(2, 1, 3, 2);
        for (int i = 0; i < seconds.size(); i++) {
            Instant decided = NOW.minusSeconds(60).plusSeconds(seconds.get(i));
            remembered.put(neighbours.get(i), new Validity(0, Set.of(ACME), decided, NOW), PUMP);
        }
        remembered.put(neighbours.getLast(), VALIDITY, PUMP);

        assertThat(forgottenOf(neighbours)).containsExactly(neighbours.get(1));
    }

    @Test
    void a_proof_that_a_change_has_ended_gives_way_first() {
        List<ChainDigest> neighbours = neighbours(RememberedProofs.PLACES_OF_A_CHAIN + 1);
        for (int i = 0; i < RememberedProofs.PLACES_OF_A_CHAIN; i++) {
            Instant decided = i == 2 ? NOW : NOW.minusSeconds(1);
            remembered.put(neighbours.get(i), new Validity(0, Set.of(i == 2 ? GLOBEX : ACME), decided, NOW), PUMP);
        }
        changes.make(GLOBEX, () -> {});
        remembered.put(neighbours.getLast(), VALIDITY, PUMP);

        assertThat(forgottenOf(neighbours)).containsExactly(neighbours.get(2));
    }

    @Test
    void a_chain_that_is_proven_again_keeps_its_place() {
        List<ChainDigest> neighbours = neighbours(RememberedProofs.PLACES_OF_A_CHAIN);
        neighbours.forEach(digest -> remembered.put(digest, VALIDITY, PUMP));
        changes.make(ACME, () -> {});
        var anew = new Validity(changes.count(), Set.of(ACME), NOW, NOW);
        neighbours.forEach(digest -> remembered.put(digest, anew, PUMP));

        assertThat(forgottenOf(neighbours)).isEmpty();
    }

    private List<ChainDigest> forgottenOf(List<ChainDigest> digests) {
        return digests.stream()
                .filter(digest -> remembered.find(digest, NOW).isEmpty())
                .toList();
    }

    /// So many digests of chains that may stand in the same places.
    private static List<ChainDigest> neighbours(int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> new ChainDigest(1 + i * RememberedProofs.PLACES, 2, 3, 4))
                .toList();
    }

    @Test
    void there_are_never_more_than_places() {
        Instant now = NOW;
        LongStream.range(-RememberedProofs.PLACES, 2L * RememberedProofs.PLACES)
                .forEach(i -> remembered.put(new ChainDigest(i, 0, 0, 0), VALIDITY, PUMP));

        assertThat(LongStream.range(-RememberedProofs.PLACES, 2L * RememberedProofs.PLACES)
                        .filter(i -> remembered
                                .find(new ChainDigest(i, 0, 0, 0), now)
                                .isPresent())
                        .count())
                .isEqualTo(RememberedProofs.PLACES);
    }
}
