package io.countersign.edge.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.revocation.OcspReply;
import io.countersign.core.revocation.Outside.Wish;
import io.countersign.core.tenant.TenantId;
import io.countersign.edge.telemetry.Figure;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks OCSP responders, once for each certificate at a time; after a failure not again for a while.
final class AnswerDesk {
    /// How many questions may be under way; what comes beyond is asked when its device comes again.
    static final int UNDER_WAY_MAX = 10_000;

    /// How long a certificate is not asked about after a failure.
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(AnswerDesk.class);
    private static final int PAUSES_MAX = 100_000;
    private static final int NONCE_BYTES = 32;
    private static final String REQUEST_TYPE = "application/ocsp-request";

    private final GuardedFetch fetch;
    private final RevocationFetcher.Keepers keepers;
    private final InstantSource clock;
    private final RandomGenerator dice;
    private final Executor threads;
    private final Set<About> underWay = ConcurrentHashMap.newKeySet();
    private final Cache<About, Instant> pausedUntil =
            Caffeine.newBuilder().maximumSize(PAUSES_MAX).build();
    private final LongAdder successes = new LongAdder();
    private final LongAdder failures = new LongAdder();

    private record About(TenantId tenant, CertificateRef certificate) {}

    AnswerDesk(
            GuardedFetch fetch,
            RevocationFetcher.Keepers keepers,
            InstantSource clock,
            RandomGenerator dice,
            Executor threads) {
        this.fetch = fetch;
        this.keepers = keepers;
        this.clock = clock;
        this.dice = dice;
        this.threads = threads;
    }

    void want(Wish.OfAnswer wish) {
        var about = new About(wish.tenant(), CertificateRef.of(wish.certificate(), wish.issuer()));
        Instant pause = pausedUntil.getIfPresent(about);
        boolean isPaused = pause != null && pause.isAfter(clock.instant());
        if (isPaused || underWay.size() >= UNDER_WAY_MAX || !underWay.add(about)) {
            return;
        }
        try {
            threads.execute(() -> ask(wish, about));
        } catch (RejectedExecutionException stopping) {
            underWay.remove(about);
        }
    }

    private void ask(Wish.OfAnswer wish, About about) {
        try {
            Optional<String> failure = Optional.empty();
            for (String uri : wish.uris()) {
                failure = ask(wish, uri);
                if (failure.isEmpty()) {
                    successes.increment();
                    pausedUntil.invalidate(about);
                    return;
                }
            }
            failure.ifPresent(sentence -> failed(about, sentence));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            LOG.error("an OCSP answer could not be taken in", fault);
            failed(about, "The server could not take the answer in.");
        } finally {
            underWay.remove(about);
        }
    }

    private Optional<String> ask(Wish.OfAnswer wish, String uri) throws InterruptedException {
        var nonce = new byte[NONCE_BYTES];
        dice.nextBytes(nonce);
        byte[] request = keepers.formats().ocspRequest(wish.certificate(), wish.issuer(), nonce);
        try {
            return switch (fetch.post(new URI(uri), REQUEST_TYPE, request, GuardedFetch.OCSP_BYTES_MAX)) {
                case Fetched.Whole whole ->
                    keepers.answers().keep(wish, whole.bytes(), nonce, clock.instant(), this::renewAt);
                case Fetched.Unchanged _ -> Optional.of("'" + Shown.of(uri) + "' gave no answer.");
                case Fetched.Failed(var _, var detail) -> Optional.of(detail);
            };
        } catch (URISyntaxException _) {
            return Optional.of("What the certificate names is no URI.");
        }
    }

    /// As lists are, but an answer that ends sooner than we like to ask is asked for again half-way to its end: nobody
    /// asks unless a device comes.
    private Instant renewAt(OcspReply.Answer answer) {
        Instant now = clock.instant();
        Instant due = NextFetch.afterSuccess(now, answer.thisUpdate(), answer.nextUpdate(), dice.nextDouble());
        return answer.nextUpdate()
                .filter(end -> end.isBefore(due))
                .map(end -> now.plus(Duration.between(now, end).dividedBy(2)))
                .orElse(due);
    }

    private void failed(About about, String sentence) {
        pausedUntil.put(about, clock.instant().plus(PAUSE));
        failures.increment();
        LOG.warn(
                "tenant {}: the OCSP responder of certificate {} was asked in vain: {}",
                about.tenant().value(),
                about.certificate().serial().toString(16),
                Shown.of(sentence));
    }

    List<Figure> figures() {
        return List.of(
                Figure.counter("countersign.ocsp.answers", "OCSP answers that came and count.", successes::sum),
                Figure.counter(
                        "countersign.ocsp.failures",
                        "OCSP questions that brought no answer that counts.",
                        failures::sum));
    }
}
