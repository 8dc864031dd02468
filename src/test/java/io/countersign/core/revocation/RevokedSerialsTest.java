package io.countersign.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevokedSerialsTest {
    private static final Instant MOMENT = Instant.parse("2026-06-01T12:34:56Z");
    private static final Revocation REVOKED = new Revocation(MOMENT, RevocationReason.SUPERSEDED);

    private static RevokedSerials of(List<BigInteger> serials) {
        var gathering = new RevokedSerials.Gathering();
        serials.forEach(serial -> gathering.add(serial, REVOKED));
        return gathering.finish();
    }

    @Test
    void what_was_gathered_is_found_with_its_moment_and_reason_and_nothing_else() {
        RevokedSerials serials = of(List.of(BigInteger.TEN, BigInteger.ONE, new BigInteger("ff00", 16)));

        assertThat(serials.size()).isEqualTo(3);
        assertThat(serials.find(BigInteger.ONE)).contains(REVOKED);
        assertThat(serials.find(BigInteger.TEN)).contains(REVOKED);
        assertThat(serials.find(new BigInteger("ff00", 16))).contains(REVOKED);
        assertThat(serials.find(BigInteger.ZERO)).isEmpty();
        assertThat(serials.find(BigInteger.TWO)).isEmpty();
        assertThat(serials.find(new BigInteger("ff0000", 16))).isEmpty();
        assertThat(serials.find(BigInteger.ONE.shiftLeft(300))).isEmpty();
    }

    @Test
    void numbers_of_one_value_and_another_sign_or_length_are_told_apart() {
        RevokedSerials serials = of(List.of(new BigInteger("-1"), new BigInteger("ff", 16), BigInteger.valueOf(-129)));

        assertThat(serials.find(BigInteger.valueOf(-1))).isPresent();
        assertThat(serials.find(BigInteger.valueOf(255))).isPresent();
        assertThat(serials.find(BigInteger.valueOf(-129))).isPresent();
        assertThat(serials.find(BigInteger.valueOf(-2))).isEmpty();
        assertThat(serials.find(new BigInteger("ffff", 16))).isEmpty();
        assertThat(serials.find(BigInteger.valueOf(127))).isEmpty();
    }

    @Test
    void numbers_may_grow_longer_from_one_to_the_next_and_shorter_again() {
        List<BigInteger> growing = Stream.iterate(
                        BigInteger.ONE, one -> one.shiftLeft(3).negate())
                .limit(100)
                .toList();
        for (List<BigInteger> order : List.of(growing, growing.reversed())) {
            RevokedSerials serials = of(order);

            assertThat(serials.size()).isEqualTo(100);
            assertThat(order).allSatisfy(one -> {
                assertThat(serials.find(one)).contains(REVOKED);
                assertThat(serials.find(one.add(BigInteger.ONE))).isEmpty();
            });
        }
    }

    @Test
    void what_was_finished_stays_as_it_is_when_the_gathering_goes_on() {
        var gathering = new RevokedSerials.Gathering();
        gathering.add(BigInteger.TEN.pow(20), REVOKED);
        RevokedSerials first = gathering.finish();
        gathering.add(BigInteger.TWO, REVOKED);
        RevokedSerials second = gathering.finish();

        assertThat(first.find(BigInteger.TEN.pow(20))).contains(REVOKED);
        assertThat(first.find(BigInteger.TWO)).isEmpty();
        assertThat(second.find(BigInteger.TWO)).contains(REVOKED);
        assertThat(second.bytes()).isLessThan(first.bytes());
    }

    @Test
    void none_holds_nothing_and_so_does_an_empty_gathering() {
        for (RevokedSerials empty : List.of(RevokedSerials.none(), new RevokedSerials.Gathering().finish())) {
            assertThat(empty.size()).isZero();
            assertThat(empty.bytes()).isZero();
            assertThat(empty.find(BigInteger.ONE)).isEmpty();
        }
    }

    @Test
    void a_serial_number_of_40_bytes_is_taken_and_one_of_41_is_not() {
        BigInteger longest = BigInteger.ONE.shiftLeft(40 * 8 - 2);

        assertThat(of(List.of(longest)).find(longest)).isPresent();
        var gathering = new RevokedSerials.Gathering();
        assertThatThrownBy(() -> gathering.add(longest.shiftLeft(8), REVOKED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a serial number has at most 40 bytes, not 41");
    }

    @Test
    void a_moment_before_1970_or_after_2106_is_the_nearest_that_can_be_kept() {
        var gathering = new RevokedSerials.Gathering();
        gathering.add(
                BigInteger.ONE, new Revocation(Instant.parse("1950-01-01T00:00:00Z"), RevocationReason.UNSPECIFIED));
        gathering.add(
                BigInteger.TWO, new Revocation(Instant.parse("2200-01-01T00:00:00Z"), RevocationReason.UNSPECIFIED));
        RevokedSerials serials = gathering.finish();

        assertThat(serials.find(BigInteger.ONE).orElseThrow().at()).isEqualTo(Instant.EPOCH);
        assertThat(serials.find(BigInteger.TWO).orElseThrow().at()).isEqualTo("2106-02-07T06:28:15Z");
    }

    @Test
    void a_million_of_20_bytes_take_25_megabytes_and_a_hundredth_of_that_to_find_them() {
        var dice = RandomGenerator.of("L64X128MixRandom");
        var gathering = new RevokedSerials.Gathering();
        var bytes = new byte[20];
        BigInteger last = BigInteger.ZERO;
        for (int i = 0; i < 1_000_000; i++) {
            dice.nextBytes(bytes);
            bytes[0] = (byte) ((bytes[0] & 0x7f) | 0x40);
            last = new BigInteger(bytes);
            gathering.add(last, REVOKED);
        }
        RevokedSerials serials = gathering.finish();

        assertThat(serials.size()).isEqualTo(1_000_000);
        assertThat(serials.bytes()).isEqualTo(25_250_000);
        assertThat(serials.find(last)).contains(REVOKED);
        assertThat(serials.find(last.flipBit(3))).isEmpty();
    }

    /// Neighbours, so that what all have in common is all but the last bytes, and numbers far apart.
    @ParameterizedTest
    @CsvSource({
        "1, 0",
        "31, 0",
        "32, 0",
        "33, 0",
        "64, 0",
        "65, 0",
        "1000, 0",
        "1000, 3",
        "1000, 60",
        "1000, 61",
        "1000, 100",
        "300, 300"
    })
    void each_of_many_is_found_and_its_neighbours_are_not(int count, int shift) {
        List<BigInteger> many = Stream.iterate(BigInteger.TWO, one -> one.add(BigInteger.valueOf(3)))
                .limit(count)
                .map(one -> one.shiftLeft(shift).add(BigInteger.ONE))
                .map(one -> one.setBit(310))
                .toList();
        var gathering = new RevokedSerials.Gathering();
        gathering.expect(count);
        many.forEach(serial -> gathering.add(serial, REVOKED));
        RevokedSerials serials = gathering.finish();

        assertThat(many).allSatisfy(one -> {
            assertThat(serials.find(one)).contains(REVOKED);
            assertThat(serials.find(one.add(BigInteger.ONE))).isEmpty();
            assertThat(serials.find(one.subtract(BigInteger.ONE))).isEmpty();
            assertThat(serials.find(one.clearBit(310))).isEmpty();
        });
    }

    @Test
    void those_with_eight_equal_bytes_are_told_apart_by_those_behind() {
        List<BigInteger> many = Stream.iterate(1L, one -> one + 1)
                .limit(2_000)
                .map(one -> BigInteger.valueOf(one % 2).shiftLeft(100).add(BigInteger.valueOf(one)))
                .toList();
        RevokedSerials serials = of(many);

        assertThat(many).allSatisfy(one -> {
            assertThat(serials.find(one)).contains(REVOKED);
            assertThat(serials.find(one.flipBit(100))).isEmpty();
        });
    }
}
