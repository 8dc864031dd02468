package io.countersign.edge.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.edge.address.AllowedDestination;
import io.countersign.testing.OutsideServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Many fetches at a time over the transport that the server uses.
class FetchesAtOnceTest {
    private static final int AT_ONCE = 8;
    private static final int EACH = 250;

    @Test
    void an_answer_that_comes_whole_at_once_is_never_lost() throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(true));
        try (var fetch = new GuardedFetch(vertx, List.of(AllowedDestination.parse("127.0.0.1")), Limits.DEFAULT);
                var server = OutsideServer.serving(() -> new byte[300]);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            URI uri = server.uri("/acme.crl");
            Callable<Integer> fetches = () -> {
                int whole = 0;
                for (int i = 0; i < EACH; i++) {
                    whole += fetch.get(uri, Freshness.NONE, 1000) instanceof Fetched.Whole ? 1 : 0;
                }
                return whole;
            };
            for (Future<Integer> whole : threads.invokeAll(
                    Stream.generate(() -> fetches).limit(AT_ONCE).toList())) {
                assertThat(whole.get()).isEqualTo(EACH);
            }
        } finally {
            vertx.close().await();
        }
    }
}
