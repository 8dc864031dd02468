package io.countersign.core.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 0", "1, 5, 0", "2, 5, 5", "3, 1, 2", "1, 2000, 0", "1000000, 2000, 1999998000"})
    void a_page_begins_after_those_before_it(int number, int size, long offset) {
        assertThat(new Page(number, size).offset()).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 5, currentPage is 1 to 1000000",
        "-1, 5, currentPage is 1 to 1000000",
        "1000001, 5, currentPage is 1 to 1000000",
        "1, 0, pageSize is 1 to 2000",
        "1, -5, pageSize is 1 to 2000",
        "1, 2001, pageSize is 1 to 2000",
    })
    void a_page_out_of_range_is_refused_with_the_name_of_the_parameter(int number, int size, String rule) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Page(number, size))
                .withMessageContaining(rule);
    }
}
