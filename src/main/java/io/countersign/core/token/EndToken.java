package io.countersign.core.token;

/// Logs a device out: ends the token it shows and every earlier one (contract.md 1.6, `POST /user/logout`).
///
/// Earlier ones too, because the device says it is done, and because what has ended is then one number per device
/// however often it logs out.
public final class EndToken {
    private final IssuedTokens issuedTokens;

    public EndToken(IssuedTokens issuedTokens) {
        this.issuedTokens = issuedTokens;
    }

    /// On disk when it returns, and the next request with such a token is refused.
    public void end(TokenClaims claims) {
        issuedTokens.updateDurably(
                claims.tenant(),
                claims.device(),
                issued -> issued.orElseGet(() -> Issued.forgotten(claims)).endUpTo(claims.stamp()));
    }
}
