package io.countersign.core.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Keeps the key ring young: prepare, publish, sign, retire.
public final class RotateKeys {
    private final SigningKeys store;
    private final KeySchedule schedule;
    private volatile KeyRing ring;

    /// Draws the first key if there is none.
    public RotateKeys(SigningKeys store, KeySchedule schedule, Instant now) {
        this.store = store;
        this.schedule = schedule;
        List<SigningKey> kept = store.all();
        this.ring = new KeyRing(kept.isEmpty() ? List.of(store.add(now, now)) : kept);
    }

    /// The keys as they are now.
    public KeyRing ring() {
        return ring;
    }

    /// Publishes a new key that signs after the notice.
    ///
    /// @param notice zero to sign with it at once
    public synchronized SigningKey rotate(Instant now, Duration notice) {
        SigningKey key = store.add(now, now.plus(notice));
        ring = new KeyRing(store.all());
        return key;
    }

    /// Does what the schedule asks for by now; called every minute or so.
    public synchronized void keepYoung(Instant now) {
        ring.retired(now).forEach(store::remove);
        Instant due = ring.youngest().signsFrom().plus(schedule.period());
        if (!now.plus(schedule.notice()).isBefore(due)) {
            rotate(now, schedule.notice());
        } else {
            ring = new KeyRing(store.all());
        }
    }
}
