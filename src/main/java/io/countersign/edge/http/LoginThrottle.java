package io.countersign.edge.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;

/// Slows down who guesses passwords: after some wrong ones in a row, no password is looked at for a while that doubles
/// with every further wrong one.
///
/// Counted by account and address together, so that nobody can lock a user out from elsewhere, and by address alone, so
/// that trying many accounts is slow as well.
final class LoginThrottle {
    static final int FREE_PER_ACCOUNT = 5;
    static final int FREE_PER_ADDRESS = 50;
    static final Duration PAUSE_MAX = Duration.ofMinutes(1);

    private static final Duration MEMORY = Duration.ofMinutes(15);
    private static final int REMEMBERED_MAX = 100_000;
    private static final int DOUBLINGS_MAX = 6;

    private final Cache<String, Failures> failures = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(MEMORY)
            .build();

    private record Failures(int count, Instant pauseUntil) {}

    /// How long this caller has to wait before a password of it is looked at; zero for now.
    Duration pause(String account, String address, Instant now) {
        Duration forAccount = pause(accountKey(account, address), now);
        Duration forAddress = pause(address, now);
        return forAccount.compareTo(forAddress) > 0 ? forAccount : forAddress;
    }

    private Duration pause(String key, Instant now) {
        Failures known = failures.getIfPresent(key);
        return known == null || !known.pauseUntil().isAfter(now)
                ? Duration.ZERO
                : Duration.between(now, known.pauseUntil());
    }

    void failed(String account, String address, Instant now) {
        count(accountKey(account, address), FREE_PER_ACCOUNT, now);
        count(address, FREE_PER_ADDRESS, now);
    }

    /// A right password: the account starts anew. The address does not, or one known password would pay for guessing.
    void succeeded(String account, String address) {
        failures.invalidate(accountKey(account, address));
    }

    private void count(String key, int free, Instant now) {
        failures.asMap().merge(key, new Failures(1, now), (known, _) -> {
            int count = known.count() + 1;
            int doublings = Math.min(DOUBLINGS_MAX, count - free);
            Duration pause = doublings < 0 ? Duration.ZERO : Duration.ofSeconds(1L << doublings);
            return new Failures(count, now.plus(pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause));
        });
    }

    private static String accountKey(String account, String address) {
        return account + ' ' + address;
    }
}
