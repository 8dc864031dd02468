package io.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LoadResultTest {
    private static final String LINE = """
            {"label":"","mode":"resume","tls":"TLS1.3","cipher":"TLS_AES_256_GCM_SHA384","group":"x25519",\
            "seconds":2.000,"good":800,"bad":3,"warm_bad":1,"non2xx":2,"s503":1,"errors":1,"e_connect":0,"e_timeout":1,\
            "conns":804,"full_handshakes":201,"resumed":603,"per_s":400.0,"server_cpu_us":862.5,"server_jit_us":212.5,\
            "client_cpu_us":512.0,"server_rss_kib":318464,"mean_us":2400,"p50_us":2190,"p90_us":4000,"p99_us":7440,\
            "p999_us":9000,"max_us":9100,"hs_p50_us":1500,"hs_p99_us":5000,"slot_waits":0}
            """;

    private final LoadResult result = LoadResult.parse(LINE, "first error: timeout");

    @Test
    void the_line_of_the_load_program_is_read() {
        assertThat(result.answers()).isEqualTo(new LoadResult.Answers(800, 4, 2, 1, 0, 1));
        assertThat(result.handshakes())
                .isEqualTo(new LoadResult.Handshakes("TLS1.3", "TLS_AES_256_GCM_SHA384", "x25519", 0.75));
        assertThat(result.latency()).isEqualTo(new LoadResult.Latency(2190, 7440));
        assertThat(result.cost().rssKib()).isEqualTo(318_464);
        assertThat(result.perSecond()).isEqualTo(400);
    }

    @Test
    void the_cost_without_the_JIT_compiler_is_what_all_other_threads_took() {
        assertThat(result.cost().micros()).isEqualTo(862.5);
        assertThat(result.cost().microsWithoutJit()).isEqualTo(650);
    }

    @Test
    void a_run_with_a_bad_answer_gives_no_figure() {
        assertThatThrownBy(() -> result.clean("resume", 800))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("resume: 800 of 800 answers were good, 4 bad; first: first error: timeout");
    }

    @Test
    void a_run_that_was_cut_short_gives_no_figure() {
        var good = LoadResult.parse(LINE.replace("\"bad\":3,\"warm_bad\":1", "\"bad\":0,\"warm_bad\":0"), "");

        assertThat(good.clean("resume", 800)).isSameAs(good);
        assertThatThrownBy(() -> good.clean("resume", 801)).isInstanceOf(IllegalStateException.class);
    }
}
