package io.countersign.core.token;

import io.countersign.core.tenant.TenantId;
import java.time.Instant;

/// Ends tokens before their time (contract.md 1.6 and 6).
///
/// A device that logs out ends the token it shows and every earlier one: it says that it is done, and what has ended is
/// then one number per device however often it logs out.
public final class EndToken {
    private final IssuedTokens issuedTokens;

    public EndToken(IssuedTokens issuedTokens) {
        this.issuedTokens = issuedTokens;
    }

    /// Ends all tokens that the devices of a tenant have at this moment: they get new ones when they ask. On disk when
    /// it returns.
    public synchronized void endAll(TenantId tenant, Instant now) {
        issuedTokens.endUpTo(tenant, issuedTokens.endedUpTo(tenant, now).or(Stamp.lastAt(now)));
    }

    /// Logs a device out. On disk when it returns, and the next request with such a token is refused.
    public void end(TokenClaims claims) {
        issuedTokens.updateDurably(
                claims.tenant(),
                claims.device(),
                issued -> issued.orElseGet(() -> Issued.forgotten(claims)).endUpTo(claims.stamp()));
    }
}
