package io.countersign.edge.fetch;

import io.countersign.core.revocation.Outside.Source;
import io.countersign.core.revocation.Outside.Wish;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/// One list that is fetched again and again, and how far that came.
final class WatchedList {
    /// How many certificates that may have signed it are remembered beside the tenant's own.
    private static final int ABOVE_MAX = 16;

    /// When it was wanted is remembered no more exactly than this, so that a busy list costs no writes.
    private static final Duration WANTED_STEP = Duration.ofHours(1);

    private final Set<X509Certificate> above = new LinkedHashSet<>();
    private volatile Wish.OfList wish;
    private volatile Instant wantedAt;
    private Freshness freshness = Freshness.NONE;
    private boolean isRunning;
    private Optional<Instant> fetchedAt = Optional.empty();
    private Instant nextAt;
    private int failures;
    private Optional<String> failure = Optional.empty();

    WatchedList(Wish.OfList wish, Instant now, Instant nextAt) {
        this.wish = wish;
        this.wantedAt = now;
        this.nextAt = nextAt;
        above.addAll(wish.above());
    }

    TenantId tenant() {
        return wish.tenant();
    }

    String uri() {
        return wish.uri();
    }

    /// The anchor that the last certificate to name it led to.
    AnchorId anchor() {
        return wish.anchor();
    }

    Instant wantedAt() {
        return wantedAt;
    }

    /// Most wishes are like the one before and change nothing.
    void wantedBy(Wish.OfList present, Instant now) {
        if (wantedAt.plus(WANTED_STEP).isBefore(now)) {
            wantedAt = now;
        }
        if (!present.equals(wish)) {
            wish = present;
            remember(present);
        }
    }

    private synchronized void remember(Wish.OfList present) {
        above.addAll(present.above());
        while (above.size() > ABOVE_MAX) {
            above.remove(above.iterator().next());
        }
    }

    /// The certificates that may have signed it.
    synchronized List<X509Certificate> above() {
        return List.copyOf(above);
    }

    synchronized Freshness freshness() {
        return freshness;
    }

    synchronized void forgetFreshness() {
        freshness = Freshness.NONE;
    }

    synchronized boolean isDueAt(Instant now) {
        return !isRunning && !nextAt.isAfter(now);
    }

    /// Whether it is to be fetched now, by whoever was told so.
    synchronized boolean beginIfDue(Instant now) {
        if (!isDueAt(now)) {
            return false;
        }
        isRunning = true;
        return true;
    }

    synchronized void end() {
        isRunning = false;
    }

    synchronized void succeeded(Freshness said, Instant now, Instant next) {
        freshness = said;
        fetchedAt = Optional.of(now);
        nextAt = next;
        failures = 0;
        failure = Optional.empty();
    }

    /// @param next when to try again after so many failures
    synchronized void failed(String sentence, IntFunction<Instant> next) {
        failures++;
        failure = Optional.of(sentence);
        nextAt = next.apply(failures);
    }

    synchronized boolean isFailing() {
        return failures > 0;
    }

    synchronized Source asSource() {
        return new Source(uri(), fetchedAt, nextAt, failures, failure);
    }
}
