package io.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
    @ParameterizedTest
    @CsvSource({
        "built with OpenSSL 3.0.1 1 Jan 2020, OpenSSL 3.0.1 1 Jan 2020",
        "built with OpenSSL 3.0.22 25 Aug 2026 (running with OpenSSL 3.0.19 27 Jan 2026), OpenSSL 3.0.19 27 Jan 2026",
        "built by gcc 12, an unknown OpenSSL"
    })
    void the_OpenSSL_that_counts_is_the_one_that_runs(String line, String openSsl) {
        assertThat(Machine.nginx("nginx version: nginx/1.22.1\n" + line + "\nTLS SNI support enabled\n"))
                .isEqualTo("nginx/1.22.1 with " + openSsl);
    }
}
