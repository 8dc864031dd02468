package io.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationsTest {
    @TempDir
    Path folder;

    private Operations read(String text) throws IOException {
        return Operations.read(Files.writeString(folder.resolve("operations.txt"), text));
    }

    @Test
    void a_time_has_the_operations_that_were_due_in_it_whenever_they_were_over() throws IOException {
        Operations all = read("1000000 900 1\n1999999 5000000 1\n2000000 800 0\n");

        assertThat(all.between(0, 1_000_000).all()).isEmpty();
        assertThat(all.between(1_000_000, 2_000_000).all())
                .containsExactly(
                        new Operations.Operation(1_000_000, 900, true),
                        new Operations.Operation(1_999_999, 5_000_000, true));
        assertThat(all.between(2_000_000, Long.MAX_VALUE).all())
                .containsExactly(new Operations.Operation(2_000_000, 800, false));
    }

    @Test
    void the_worst_second_is_the_one_with_the_highest_99th_percentile() throws IOException {
        Operations all = read("1000000 1000 1\n1500000 2000 1\n2000000 7000 1\n2100000 3000 1\n3000000 4000 1\n");

        assertThat(all.worstSecond()).isEqualTo(7);
        assertThat(read("").worstSecond()).isNaN();
    }

    @Test
    void a_line_of_something_else_is_refused() {
        assertThatThrownBy(() -> read("1 2\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("three numbers stand in a line, not '1 2'");
    }
}
