package io.countersign.core.token;

import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.signing.RotateKeys;
import io.countersign.core.signing.Signatures;
import io.countersign.core.signing.SigningKey;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.Thumbprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Whether a device token counts at this moment: signature, times, and that nothing it rests on was taken back since
/// (product.md 4).
public final class CheckToken {
    /// The longest token that is looked at, in characters; ours are under 1,000 but for devices with very long names.
    static final int LENGTH_MAX = 8192;

    private final RotateKeys keys;
    private final Signatures signatures;
    private final ClaimsReader claimsReader;
    private final IssueToken.Registry registry;
    private final TrustAnchors anchors;
    private final TakenBack takenBack;

    /// @param takenBack tells whether a tenant took a certificate back that a token rests on
    public CheckToken(
            SignatureCheck signatureCheck, IssueToken.Registry registry, TrustAnchors anchors, TakenBack takenBack) {
        this.keys = signatureCheck.keys();
        this.signatures = signatureCheck.signatures();
        this.claimsReader = signatureCheck.claimsReader();
        this.takenBack = takenBack;
        this.registry = registry;
        this.anchors = anchors;
    }

    /// What tells whether a text is a token of ours, and what it says.
    public record SignatureCheck(RotateKeys keys, Signatures signatures, ClaimsReader claimsReader) {}

    /// What was taken back.
    @FunctionalInterface
    public interface TakenBack {
        /// Whether one of these certificates was.
        ///
        /// @param path the leaf first
        boolean isAny(TenantId tenant, Thumbprint leaf, List<CertificateRef> path);
    }

    /// What was found.
    public sealed interface Result {
        /// The token counts.
        record Live(TokenClaims claims) implements Result {}

        /// It does not.
        record Dead(TokenFault fault) implements Result {}
    }

    /// @param token the text after `Bearer `, whatever it holds
    public Result check(String token, Instant now) {
        Optional<TokenClaims> signed = claimsOf(token);
        if (signed.isEmpty()) {
            return new Result.Dead(TokenFault.TOKEN_INVALID);
        }
        TokenClaims claims = signed.get();
        return timeFault(claims, now)
                .or(() -> deviceFault(claims, now))
                .or(() -> anchorFault(claims))
                .or(() -> takenBack.isAny(claims.tenant(), claims.leaf(), claims.path())
                        ? Optional.of(TokenFault.REVOKED)
                        : Optional.empty())
                .<Result>map(Result.Dead::new)
                .orElseGet(() -> new Result.Live(claims));
    }

    private Optional<TokenClaims> claimsOf(String token) {
        int first = token.indexOf('.');
        int last = token.lastIndexOf('.');
        if (token.length() > LENGTH_MAX || first <= 0 || last <= first) {
            return Optional.empty();
        }
        Optional<SigningKey> key = keys.ring().withHeader(token.substring(0, first));
        if (key.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] input = token.substring(0, last).getBytes(StandardCharsets.ISO_8859_1);
            byte[] signature = decode(token.substring(last + 1));
            return signatures.verify(key.get(), input, signature)
                    ? claimsReader.read(decode(token.substring(first + 1, last)))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64url) {
            return Optional.empty();
        }
    }

    /// Strict: no padding, no stray bits, so that one token has one text (RFC 7515, 2 and RFC 4648, 3.5).
    private static byte[] decode(String base64url) {
        byte[] bytes = Base64.getUrlDecoder().decode(base64url);
        if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(base64url)) {
            throw new IllegalArgumentException("not the canonical base64url of anything");
        }
        return bytes;
    }

    private static Optional<TokenFault> timeFault(TokenClaims claims, Instant now) {
        Instant latest = now.plus(Stamp.CLOCK_JUMP); // a clock that was set back a little does no harm
        if (latest.isBefore(claims.issuedAt())) {
            return Optional.of(TokenFault.TOKEN_NOT_YET_VALID);
        }
        return now.isBefore(claims.expiresAt()) ? Optional.empty() : Optional.of(TokenFault.TOKEN_EXPIRED);
    }

    private Optional<TokenFault> deviceFault(TokenClaims claims, Instant now) {
        if (registry.tenants().find(claims.tenant()).filter(Tenant::isActive).isEmpty()) {
            return Optional.of(TokenFault.TENANT_SUSPENDED);
        }
        Optional<Device> device = registry.devices()
                .find(claims.tenant(), claims.device())
                .filter(known -> !known.registeredAt().isAfter(claims.stamp().moment()));
        if (device.isEmpty()) {
            return Optional.of(TokenFault.NOT_REGISTERED);
        }
        if (!device.get().enabled()) {
            return Optional.of(TokenFault.DEVICE_DISABLED);
        }
        if (device.get().kind() == Kind.PASSWORD) {
            return Optional.of(TokenFault.PASSWORD_DEVICE);
        }
        return hasEnded(claims, now) ? Optional.of(TokenFault.TOKEN_LOGGED_OUT) : Optional.empty();
    }

    private boolean hasEnded(TokenClaims claims, Instant now) {
        IssuedTokens issuedTokens = registry.issuedTokens();
        return claims.stamp().compareTo(issuedTokens.endedUpTo(claims.tenant(), now)) <= 0
                || issuedTokens
                        .find(claims.tenant(), claims.device())
                        .filter(issued -> issued.hasEnded(claims.stamp()))
                        .isPresent();
    }

    private Optional<TokenFault> anchorFault(TokenClaims claims) {
        Optional<TrustAnchor> anchor =
                anchors.find(claims.anchor()).filter(found -> found.tenant().equals(claims.tenant()));
        if (anchor.isEmpty()) {
            return Optional.of(TokenFault.ANCHOR_DELETED);
        }
        if (!anchor.get().enabled()) {
            return Optional.of(TokenFault.ANCHOR_DISABLED);
        }
        return anchor.get().endsChains() ? Optional.empty() : Optional.of(TokenFault.ANCHOR_UNPROVEN);
    }
}
