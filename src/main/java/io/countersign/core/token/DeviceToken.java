package io.countersign.core.token;

import java.time.Duration;
import java.time.Instant;

/// A token for a device, as it is handed out.
///
/// @param handedBack whether it is a token that the device was given before
public record DeviceToken(Signed signed, boolean handedBack) {
    /// Where, as a share of the token's life, the last device of a fleet renews.
    private static final double RENEWAL_END = 0.8;

    private static final double HALF = 0.5;
    private static final long MILLIS_PER_SECOND = 1000;

    /// A token's claims and the JWT that says them.
    public record Signed(TokenClaims claims, String text) {
        /// Leaves the JWT out: whoever reads it has the token.
        @Override
        public String toString() {
            return "Signed[" + claims + "]";
        }
    }

    /// Whole seconds from now until the token ends (product.md 3.9).
    public long expiresIn(Instant now) {
        return Duration.between(now, signed.claims().expiresAt()).toSeconds();
    }

    /// Whole seconds from now until the device should ask for the next one: between half and four fifths of the token's
    /// life, spread by device, so that a fleet that started together does not renew together.
    public long renewAfter(Instant now) {
        TokenClaims claims = signed.claims();
        double share = HALF + (RENEWAL_END - HALF) * spread(claims.device().value());
        long life = Duration.between(claims.issuedAt(), claims.expiresAt()).toMillis();
        Instant moment = claims.issuedAt().plusMillis((long) (life * share));
        long millis = Duration.between(now, moment).toMillis();
        return Math.max(0, Math.ceilDiv(millis, MILLIS_PER_SECOND));
    }

    /// Between 0 and 1, far apart for ids that differ in the last digit only.
    private static double spread(String device) {
        int hash = device.hashCode() * 0x9e3779b9;
        return (hash >>> 1) / (double) Integer.MAX_VALUE;
    }
}
