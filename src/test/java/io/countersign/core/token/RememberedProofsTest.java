package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.DeviceId;
import io.countersign.core.token.RememberedProofs.Validity;
import io.countersign.core.trust.ChainDigest;
import io.countersign.core.trust.Thumbprint;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RememberedProofsTest {
    private static final Proof PUMP = proof("pump");
    private static final ChainDigest DIGEST = new ChainDigest(1, 2, 3, 4);
    private static final Validity VALIDITY = new Validity(7, NOW, NOW.plusSeconds(60));

    private final RememberedProofs remembered = new RememberedProofs();

    private static Proof proof(String device) {
        return new Proof(new DeviceId(device), new Thumbprint("A".repeat(43)), List.of());
    }

    @ParameterizedTest
    @CsvSource({
        "7, PT0S, true",
        "7, PT1M, true",
        "7, PT1M0.000000001S, false",
        "7, PT-0.000000001S, false",
        "8, PT0S, false",
        "6, PT0S, false",
    })
    void a_proof_counts_for_its_count_of_changes_from_its_decision_to_its_end(
            long changes, java.time.Duration later, boolean counts) {
        remembered.put(DIGEST, VALIDITY, PUMP);

        assertThat(remembered.find(DIGEST, changes, NOW.plus(later)).isPresent())
                .isEqualTo(counts);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, 3, 5", "1, 2, 4, 4", "1, 3, 3, 4", "32769, 2, 3, 4", "2, 2, 3, 4"})
    void a_proof_is_found_by_the_whole_digest_only(long first, long second, long third, long fourth) {
        remembered.put(DIGEST, VALIDITY, PUMP);

        assertThat(remembered.find(new ChainDigest(first, second, third, fourth), 7, NOW))
                .isEmpty();
        assertThat(remembered.find(DIGEST, 7, NOW)).contains(PUMP);
    }

    @Test
    void chains_that_may_stand_in_the_same_places_stand_side_by_side() {
        List<ChainDigest> neighbours = neighbours(RememberedProofs.PLACES_OF_A_CHAIN);
        neighbours.forEach(digest -> remembered.put(digest, VALIDITY, proof("no" + digest.first())));

        assertThat(neighbours)
                .allSatisfy(
                        digest -> assertThat(remembered.find(digest, 7, NOW)).contains(proof("no" + digest.first())));
    }

    @Test
    void where_all_places_are_taken_the_oldest_proof_gives_way() {
        List<ChainDigest> neighbours = neighbours(RememberedProofs.PLACES_OF_A_CHAIN + 1);
        List<Integer> seconds = List.of(2, 1, 3, 2);
        for (int i = 0; i < seconds.size(); i++) {
            Instant decided = NOW.minusSeconds(60).plusSeconds(seconds.get(i));
            remembered.put(neighbours.get(i), new Validity(7, decided, NOW), PUMP);
        }
        remembered.put(neighbours.getLast(), VALIDITY, PUMP);

        assertThat(forgottenOf(neighbours)).containsExactly(neighbours.get(1));
    }

    @Test
    void a_proof_from_before_a_change_gives_way_first() {
        List<ChainDigest> neighbours = neighbours(RememberedProofs.PLACES_OF_A_CHAIN + 1);
        for (int i = 0; i < RememberedProofs.PLACES_OF_A_CHAIN; i++) {
            Instant decided = i == 2 ? NOW : NOW.minusSeconds(1);
            remembered.put(neighbours.get(i), new Validity(i == 2 ? 6 : 7, decided, NOW), PUMP);
        }
        remembered.put(neighbours.getLast(), VALIDITY, PUMP);

        assertThat(forgottenOf(neighbours)).containsExactly(neighbours.get(2));
    }

    @Test
    void a_chain_that_is_proven_again_keeps_its_place() {
        List<ChainDigest> neighbours = neighbours(RememberedProofs.PLACES_OF_A_CHAIN);
        neighbours.forEach(digest -> remembered.put(digest, new Validity(6, NOW, NOW), PUMP));
        neighbours.forEach(digest -> remembered.put(digest, VALIDITY, PUMP));

        assertThat(forgottenOf(neighbours)).isEmpty();
    }

    private List<ChainDigest> forgottenOf(List<ChainDigest> digests) {
        return digests.stream()
                .filter(digest -> remembered.find(digest, 7, NOW).isEmpty())
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
                                .find(new ChainDigest(i, 0, 0, 0), 7, now)
                                .isPresent())
                        .count())
                .isEqualTo(RememberedProofs.PLACES);
    }
}
