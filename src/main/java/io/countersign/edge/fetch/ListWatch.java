package io.countersign.edge.fetch;

import io.countersign.core.revocation.Crl;
import io.countersign.core.revocation.KeepCrl;
import io.countersign.core.revocation.KeptCrl;
import io.countersign.core.revocation.Outside.Source;
import io.countersign.core.revocation.Outside.Wish;
import io.countersign.core.revocation.RevocationSettings;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.edge.telemetry.Figure;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The revocation lists that are fetched: from when a device on a proven path was first judged by one, for as long as
/// devices come that are. The last good copy stays whatever happens to a fetch.
final class ListWatch {
    /// How many lists of one tenant are fetched; a CA that splits its list has some dozens.
    static final int PER_TENANT_MAX = 1_000;

    /// How many lists are fetched in all.
    static final int IN_ALL_MAX = 50_000;

    /// How long a list is fetched after the last device asked; a token lives no longer.
    static final Duration WANTED_FOR = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(ListWatch.class);

    private final GuardedFetch fetch;
    private final RevocationFetcher.Keepers keepers;
    private final InstantSource clock;
    private final RandomGenerator dice;
    private final Threads threads;
    private final Map<Place, WatchedList> watched = new ConcurrentHashMap<>();
    private final Map<TenantId, Integer> ofTenants = new ConcurrentHashMap<>();
    private final LongAdder tooMany = new LongAdder();
    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();

    private record Place(TenantId tenant, String uri) {}

    /// @param waiting for what waits most of the time
    /// @param reading for what keeps a core busy: a list of a million takes more than a second, and threads that
    ///     share a core with those of requests would keep it from them
    record Threads(Executor waiting, Executor reading) {}

    ListWatch(
            GuardedFetch fetch,
            RevocationFetcher.Keepers keepers,
            InstantSource clock,
            RandomGenerator dice,
            Threads threads) {
        this.fetch = fetch;
        this.keepers = keepers;
        this.clock = clock;
        this.dice = dice;
        this.threads = threads;
    }

    void want(Wish.OfList wish) {
        var place = new Place(wish.tenant(), wish.uri());
        Instant now = clock.instant();
        WatchedList known = watched.get(place);
        if (known != null) {
            known.wantedBy(wish, now);
            return;
        }
        if (watched.size() >= IN_ALL_MAX || ofTenants.getOrDefault(wish.tenant(), 0) >= PER_TENANT_MAX) {
            tooMany.increment(); // its devices are judged as their tenant wants it where nothing is known
            return;
        }
        var fresh = new WatchedList(wish, now, firstFetch(wish, now));
        if (watched.putIfAbsent(place, fresh) == null) {
            ofTenants.merge(wish.tenant(), 1, Integer::sum);
            startIfDue(fresh, now);
        }
    }

    private void forget(Place place, WatchedList list) {
        if (watched.remove(place, list)) {
            ofTenants.computeIfPresent(place.tenant(), (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// At once, unless a copy is at hand that was fetched before the last start.
    private Instant firstFetch(Wish.OfList wish, Instant now) {
        return keepers.crls().of(wish.tenant()).stream()
                .filter(kept -> kept.source().equals(wish.uri()))
                .map(kept -> next(kept.list().header(), kept.keptSince()))
                .min(Comparator.naturalOrder())
                .orElse(now);
    }

    private Instant next(Crl.Header header, Instant fetchedAt) {
        return NextFetch.afterSuccess(fetchedAt, header.thisUpdate(), header.nextUpdate(), dice.nextDouble());
    }

    /// Begins to fetch what is due, and forgets what nobody asks for or trusts any more.
    void startDue() {
        Instant now = clock.instant();
        watched.forEach((place, list) -> {
            if (list.isDueAt(now)) {
                if (isOver(list, now)) {
                    forget(place, list);
                } else {
                    startIfDue(list, now);
                }
            }
        });
    }

    private boolean isOver(WatchedList list, Instant now) {
        boolean isTrusted = keepers.anchors()
                .find(list.anchor())
                .filter(TrustAnchor::endsChains)
                .filter(TrustAnchor::enabled)
                .isPresent();
        return !isTrusted
                || list.wantedAt().plus(WANTED_FOR).isBefore(now)
                || !RevocationSettings.of(list.tenant(), keepers.options()).online();
    }

    private void startIfDue(WatchedList list, Instant now) {
        if (list.beginIfDue(now)) {
            try {
                threads.waiting().execute(() -> fetch(list));
            } catch (RejectedExecutionException stopping) {
                list.end(); // nobody will miss it
            }
        }
    }

    private void fetch(WatchedList list) {
        try {
            Optional<String> failure = switch (fetch.get(new URI(list.uri()), list.freshness(), Crl.BYTES_MAX)) {
                case Fetched.Whole whole -> keep(list, whole);
                case Fetched.Unchanged(var freshness) -> unchanged(list, freshness);
                case Fetched.Failed(var _, var detail) -> Optional.of(detail);
            };
            failure.ifPresent(sentence -> failed(list, sentence));
        } catch (URISyntaxException _) {
            failed(list, "What the certificate names is no URI.");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            LOG.error("a revocation list could not be taken in", fault);
            failed(list, "The server could not take the list in.");
        } finally {
            list.end();
        }
    }

    private Optional<String> keep(WatchedList list, Fetched.Whole whole) throws InterruptedException {
        Instant now = clock.instant();
        var reading = new FutureTask<>(
                () -> keepers.lists().keep(list.tenant(), whole.bytes(), list.uri(), list.above(), now));
        threads.reading().execute(reading);
        return switch (resultOf(reading)) {
            case KeepCrl.Result.Kept(var kept) -> {
                list.succeeded(whole.freshness(), now, next(kept.list().header(), now));
                successes.increment();
                yield Optional.empty();
            }
            case KeepCrl.Result.Unfit(var rule) -> Optional.of(rule);
        };
    }

    private static KeepCrl.Result resultOf(FutureTask<KeepCrl.Result> reading) throws InterruptedException {
        try {
            return reading.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a list was not read", failed.getCause());
        }
    }

    private Optional<String> unchanged(WatchedList list, Freshness freshness) {
        Instant now = clock.instant();
        Optional<KeptCrl> kept = keepers.crls().of(list.tenant()).stream()
                .filter(candidate -> candidate.source().equals(list.uri()))
                .findFirst();
        if (kept.isEmpty()) { // somebody removed it meanwhile
            list.forgetFreshness();
            return Optional.of("The list was removed while it was asked for.");
        }
        list.succeeded(freshness, now, next(kept.get().list().header(), now));
        successes.increment();
        return Optional.empty();
    }

    private void failed(WatchedList list, String sentence) {
        Instant now = clock.instant();
        list.failed(sentence, failed -> NextFetch.afterFailure(now, failed, dice.nextDouble()));
        failures.increment();
        LOG.warn(
                "tenant {}: the revocation list at {} was not fetched: {}",
                list.tenant().value(),
                Shown.of(list.uri()),
                Shown.of(sentence));
    }

    List<Source> sources(TenantId tenant) {
        return watched.entrySet().stream()
                .filter(entry -> entry.getKey().tenant().equals(tenant))
                .map(entry -> entry.getValue().asSource())
                .sorted(Comparator.comparing(Source::uri))
                .toList();
    }

    List<Figure> figures() {
        return List.of(
                Figure.gauge("countersign.crl.sources", "Revocation lists that are fetched.", watched::size),
                Figure.gauge(
                        "countersign.crl.sources.failing",
                        "Revocation lists that could not be fetched the last time.",
                        () -> watched.values().stream()
                                .filter(WatchedList::isFailing)
                                .count()),
                Figure.counter(
                        "countersign.crl.sources.refused",
                        "Wishes for revocation lists that are not fetched because their tenant has too many.",
                        tooMany::sum),
                Figure.counter(
                        "countersign.crl.fetches", "Revocation lists that came or were up to date.", successes::sum),
                Figure.counter(
                        "countersign.crl.fetch.failures",
                        "Revocation lists that did not come, or were not fit.",
                        failures::sum));
    }
}
