package io.countersign.core.token;

import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Thumbprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is remembered of a device's tokens: the last one, and which have ended.
///
/// @param leaf the certificate that it was issued for
/// @param endedUpTo every token up to this stamp was logged out
/// @param anchor the anchor that the last request came through; empty if an older release wrote this down
public record Issued(Thumbprint leaf, Lifespan lifespan, Stamp stamp, Stamp endedUpTo, Optional<AnchorId> anchor) {
    /// A device's first token.
    ///
    /// @param ended every token up to this stamp has ended, whosever it is
    static Issued first(Thumbprint leaf, Lifespan lifespan, Stamp ended, Instant now) {
        return new Issued(leaf, lifespan, ended.next(now), Stamp.NONE, Optional.empty());
    }

    /// What would be remembered of a token if a crash had not lost it.
    static Issued forgotten(TokenClaims claims) {
        long seconds = Duration.between(claims.issuedAt(), claims.expiresAt()).toSeconds();
        return new Issued(
                claims.leaf(), new Lifespan((int) seconds), claims.stamp(), Stamp.NONE, Optional.of(claims.anchor()));
    }

    /// What is remembered after a request: the same while the token is current, else a new token.
    Issued afterRequest(Thumbprint presentLeaf, Lifespan presentLifespan, Instant now) {
        if (isCurrent(presentLeaf, presentLifespan, now)) {
            return this;
        }
        if (stamp.isAheadOf(now)) {
            Stamp fresh = Stamp.at(now);
            Stamp ended = endedUpTo.compareTo(fresh) < 0 ? endedUpTo : Stamp.NONE;
            return new Issued(presentLeaf, presentLifespan, fresh, ended, anchor);
        }
        return new Issued(presentLeaf, presentLifespan, stamp.or(endedUpTo).next(now), endedUpTo, anchor);
    }

    /// The same token, now vouched for by this anchor.
    Issued through(AnchorId present) {
        return anchor.equals(Optional.of(present))
                ? this
                : new Issued(leaf, lifespan, stamp, endedUpTo, Optional.of(present));
    }

    /// A token is current for one leaf and one lifespan, before half life, unless it has ended or comes from a clock
    /// that was set back since.
    private boolean isCurrent(Thumbprint presentLeaf, Lifespan presentLifespan, Instant now) {
        return leaf.equals(presentLeaf)
                && lifespan.equals(presentLifespan)
                && !hasEnded(stamp)
                && !stamp.isAheadOf(now)
                && !new HalfLife(stamp, lifespan).isReachedAt(now);
    }

    /// Whether a token of this device was logged out.
    public boolean hasEnded(Stamp token) {
        return token.compareTo(endedUpTo) <= 0;
    }

    /// What is remembered after a token, and with it every earlier one, was logged out.
    Issued endUpTo(Stamp token) {
        return hasEnded(token) ? this : new Issued(leaf, lifespan, stamp, token, anchor);
    }
}
