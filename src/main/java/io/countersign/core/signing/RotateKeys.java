package io.countersign.core.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps the key ring young: prepare, publish, sign, retire.
public final class RotateKeys {
    private final SigningKeys store;
    private final KeySchedule schedule;
    private volatile KeyRing ring;

    /// Draws the first key of [KeyRing#DEFAULT] if there is none.
    public RotateKeys(SigningKeys store, KeySchedule schedule, Instant now) {
        this.store = store;
        this.schedule = schedule;
        if (store.all().stream().noneMatch(key -> key.algorithm() == KeyRing.DEFAULT)) {
            store.add(KeyRing.DEFAULT, now, now);
        }
        this.ring = new KeyRing(store.all());
    }

    /// The keys as they are now.
    public KeyRing ring() {
        return ring;
    }

    /// Sees to it that there is a key of this algorithm. The first one signs at once: a service that has fetched the
    /// JWKS before fetches it again when it meets a `kid` that is not in there.
    public synchronized void provide(SigningAlgorithm algorithm, Instant now) {
        if (ring.keys(algorithm).isEmpty()) {
            rotate(algorithm, now, Duration.ZERO);
        }
    }

    /// Publishes a new key that signs after the notice.
    ///
    /// @param notice zero to sign with it at once
    public synchronized SigningKey rotate(SigningAlgorithm algorithm, Instant now, Duration notice) {
        SigningKey key = store.add(algorithm, now, now.plus(notice));
        ring = new KeyRing(store.all());
        return key;
    }

    /// Takes a key back at once: nothing that it signed counts any more. Where it signs, a new one takes its place.
    ///
    /// @return false if there is no such key
    public synchronized boolean remove(String kid, Instant now) {
        Optional<SigningKey> found =
                ring.keys().stream().filter(key -> key.kid().equals(kid)).findFirst();
        found.ifPresent(key -> {
            if (ring.signing(key.algorithm(), now).equals(key)) {
                rotate(key.algorithm(), now, Duration.ZERO);
            }
            store.remove(key);
            ring = new KeyRing(store.all());
        });
        return found.isPresent();
    }

    /// Does what the schedule asks for by now; called every minute or so.
    public synchronized void keepYoung(Instant now) {
        ring.retired(now).forEach(store::remove);
        ring = new KeyRing(store.all());
        for (SigningAlgorithm algorithm : ring.algorithms()) {
            List<SigningKey> keys = ring.keys(algorithm);
            Instant due = keys.getLast().signsFrom().plus(schedule.period());
            if (!now.plus(schedule.notice()).isBefore(due)) {
                rotate(algorithm, now, schedule.notice());
            }
        }
    }
}
