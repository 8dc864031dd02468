package io.countersign.edge.fetch;

import io.countersign.core.revocation.Crls;
import io.countersign.core.revocation.KeepAnswer;
import io.countersign.core.revocation.KeepCrl;
import io.countersign.core.revocation.Outside;
import io.countersign.core.revocation.RevocationFormats;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOptions;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.edge.address.AllowedDestination;
import io.countersign.edge.telemetry.Figure;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches revocation lists on a schedule and OCSP answers on demand, on threads of its own: no request waits.
public final class RevocationFetcher implements Outside, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationFetcher.class);

    /// How often is looked whether a list is due.
    private static final Duration TICK = Duration.ofMillis(500);

    /// An answer is small and somebody is about to ask for it again: more of them at once, and less patience.
    private static final Limits OF_ANSWERS =
            new Limits(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(30), 16 * 1024, 32, 16);

    private final GuardedFetch listFetch;
    private final GuardedFetch answerFetch;
    private final ListWatch lists;
    private final AnswerDesk answers;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService reader = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("fetched-lists").factory());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("revocation-fetcher").factory());

    /// What becomes of what is fetched.
    ///
    /// @param options of the tenants, which say whether to fetch at all
    public record Keepers(
            KeepCrl lists,
            KeepAnswer answers,
            RevocationFormats formats,
            Crls crls,
            TrustAnchors anchors,
            TenantOptions options) {}

    /// @param allowed exceptions to "public addresses only"
    /// @param dice spreads fetches that would come at once, and makes nonces
    public RevocationFetcher(
            Vertx vertx, List<AllowedDestination> allowed, Keepers keepers, InstantSource clock, RandomGenerator dice) {
        this.listFetch = new GuardedFetch(vertx, allowed, Limits.DEFAULT);
        this.answerFetch = new GuardedFetch(vertx, allowed, OF_ANSWERS);
        this.lists = new ListWatch(listFetch, keepers, clock, dice, new ListWatch.Threads(threads, reader));
        this.answers = new AnswerDesk(answerFetch, keepers, clock, dice, threads);
        var _ = timer.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            lists.startDue();
        } catch (RuntimeException fault) { // the next tick comes all the same
            LOG.error("the revocation lists could not be looked after", fault);
        }
    }

    @Override
    public void want(Wish wish) {
        switch (wish) {
            case Wish.OfList list -> lists.want(list);
            case Wish.OfAnswer answer -> answers.want(answer);
        }
    }

    @Override
    public List<Source> sources(TenantId tenant) {
        return lists.sources(tenant);
    }

    /// What is worth watching, for metrics and the details of readiness.
    public List<Figure> figures() {
        return Stream.of(lists.figures(), answers.figures())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow();
        reader.shutdownNow();
        listFetch.close();
        answerFetch.close();
    }
}
