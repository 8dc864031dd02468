package io.countersign.core.revocation;

import java.time.Duration;
import java.time.Instant;

/// A revocation list that we signed for a tenant.
public final class OwnCrl {
    /// How long it is handed out; half of its life, so that whoever fetches it can keep it for the other half.
    static final Duration HANDED_OUT = CrlDraft.LIFE.dividedBy(2);

    private final long number;
    private final long change;
    private final Instant thisUpdate;
    private final byte[] der;

    /// @param number grows from list to list
    /// @param change up to which [RevokedCertificates.Standing#change] it tells
    public OwnCrl(long number, long change, Instant thisUpdate, byte[] der) {
        this.number = number;
        this.change = change;
        this.thisUpdate = thisUpdate;
        this.der = der.clone();
    }

    public long number() {
        return number;
    }

    public long change() {
        return change;
    }

    public Instant thisUpdate() {
        return thisUpdate;
    }

    /// The list, in DER.
    public byte[] der() {
        return der.clone();
    }

    /// Whether it may be handed out still. One from the future may not, for nobody would take it.
    boolean isYoungAt(Instant now) {
        return !now.isBefore(thisUpdate) && now.isBefore(thisUpdate.plus(HANDED_OUT));
    }
}
