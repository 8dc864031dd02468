package io.countersign.edge.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How the places of a window are dealt out among those who come.
class SharesTest {
    private final Shares shares = new Shares(8);

    private static String text(int... numbers) {
        return Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    /// @return how many found room
    private int take(int share, int coming) {
        int room = 0;
        for (int i = 0; i < coming; i++) {
            room += shares.take(share) ? 1 : 0;
        }
        return room;
    }

    /// In both windows as many come of each share; the last column is how many have room in the second.
    @ParameterizedTest
    @CsvSource({
        "100, 5000, '100'",
        "100, 5000 30, '70 30'",
        "100, 5000 5000, '50 50'",
        "100, 5000 50 50, '33 33 33'",
        "100, 5000 10 20, '70 10 20'",
        "100, 5000 0 100, '50 0 50'",
        "100, 50 50, '50 50'",
        "100, 1, '1'",
        "10, 1 2 3 4, '1 2 3 4'",
        "9, 1 2 3 4, '1 2 3 3'",
        "2, 9 9 9 9, '1 1 1 1'",
    })
    void who_wants_few_gets_them_and_the_others_equally_many(int places, String coming, String room) {
        int[] wanted =
                Arrays.stream(coming.split(" ")).mapToInt(Integer::parseInt).toArray();
        for (int share = 0; share < wanted.length; share++) {
            take(share, wanted[share]);
        }
        shares.deal(places);

        int[] found = new int[wanted.length];
        for (int share = 0; share < wanted.length; share++) {
            found[share] = take(share, wanted[share]);
        }

        assertThat(text(found)).isEqualTo(room);
    }

    @Test
    void before_anybody_came_there_is_room_for_all() {
        assertThat(take(3, 1000)).isEqualTo(1000);
        shares.deal(1);
        shares.deal(1);
        assertThat(take(3, 1000)).isEqualTo(1000);
    }

    @Test
    void who_did_not_come_before_has_the_share_of_the_others() {
        take(0, 5000);
        take(1, 5000);
        shares.deal(100);

        assertThat(take(2, 5000)).isEqualTo(50);
    }
}
