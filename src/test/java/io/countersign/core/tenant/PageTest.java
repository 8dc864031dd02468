package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1, 5, 0", "2, 5, 5", "3, 7, 14", "1000000, 2000, 1999998000"})
    void a_page_begins_after_the_entries_of_those_before_it(int number, int size, long offset) {
        assertThat(new Page(number, size).offset()).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, currentPage",
        "-1, 5, currentPage",
        "1000001, 5, currentPage",
        "1, 0, pageSize",
        "1, -1, pageSize",
        "1, 2001, pageSize"
    })
    void a_page_out_of_its_range_is_refused_by_name(int number, int size, String field) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Page(number, size))
                .withMessageStartingWith(field + " is 1 to ");
    }
}
