package io.countersign.core.token;

import io.countersign.core.device.DeviceId;
import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.signing.RotateKeys;
import io.countersign.core.signing.Signatures;
import io.countersign.core.signing.SigningKey;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/// Writes a token: JWS compact form (RFC 7515, 7.1) of the claims as ASCII JSON.
///
/// Real clients decode the payload with the wrong base64 alphabet and break on `-` and `_` (clients.md 8). In ASCII
/// only
/// `>`, `?`, `~` and DEL can produce these two, so they are escaped like everything beyond ASCII.
public final class TokenWriter {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final String ESCAPED_ASCII = "\"\\>?~";

    private final RotateKeys keys;
    private final Signatures signatures;
    private final TokenIds ids;
    private final TenantOptions options;

    /// @param options say what the tokens of a tenant are signed with
    public TokenWriter(RotateKeys keys, Signatures signatures, TokenIds ids, TenantOptions options) {
        this.keys = keys;
        this.signatures = signatures;
        this.ids = ids;
        this.options = options;
    }

    /// The token that is remembered as issued: the same claims each time, signed with the key of this moment. Where
    /// that was written last for the same vouching, it need not be signed again.
    DeviceToken.Signed write(Tenant tenant, DeviceId device, Issued issued, Vouching vouching, Instant now) {
        SigningKey key = keys.ring().signing(TokenAlgorithm.of(tenant.id(), options), now);
        var cause = new Vouching.Cause(tenant.domain(), issued, key.kid());
        return vouching.written(cause)
                .orElseGet(() -> vouching.keep(cause, sign(tenant, device, issued, vouching.vouched(), key)));
    }

    private DeviceToken.Signed sign(Tenant tenant, DeviceId device, Issued issued, Vouched vouched, SigningKey key) {
        TokenIds.Ids derived = ids.of(tenant.id(), device, issued);
        Instant issuedAt = Instant.ofEpochSecond(issued.stamp().epochSecond());
        var claims = new TokenClaims(
                tenant.domain(),
                tenant.id(),
                device,
                derived.tokenId(),
                issuedAt,
                issuedAt.plusSeconds(issued.lifespan().seconds()),
                issued.leaf(),
                vouched.anchor(),
                vouched.path());
        return new DeviceToken.Signed(claims, text(payload(claims, derived.xsrfToken()), key));
    }

    private String text(String payload, SigningKey key) {
        String input = key.headerText() + '.' + BASE64URL.encodeToString(payload.getBytes(StandardCharsets.US_ASCII));
        byte[] signature = signatures.sign(key, input.getBytes(StandardCharsets.US_ASCII));
        return input + '.' + BASE64URL.encodeToString(signature);
    }

    private static String payload(TokenClaims claims, String xsrfToken) {
        String host = claims.domain().host();
        long issuedAt = claims.issuedAt().getEpochSecond();
        var json = new StringBuilder(512);
        json.append("{\"aud\":\"").append(host);
        json.append("\",\"iss\":\"").append(host);
        json.append("\",\"sub\":\"");
        escape(claims.device().userName(), json);
        json.append("\",\"ten\":\"").append(claims.tenant().value());
        json.append("\",\"tci\":\"").append(TokenClaims.CONFIGURATION);
        json.append("\",\"iat\":").append(issuedAt);
        json.append(",\"nbf\":").append(issuedAt);
        json.append(",\"exp\":").append(claims.expiresAt().getEpochSecond());
        json.append(",\"jti\":\"").append(claims.tokenId());
        json.append("\",\"tfa\":false,\"xsrfToken\":\"").append(xsrfToken);
        json.append("\",\"anchor\":\"").append(claims.anchor().value());
        json.append("\",\"path\":[");
        String separator = "\"";
        for (CertificateRef certificate : claims.path()) {
            json.append(separator).append(certificate).append('"');
            separator = ",\"";
        }
        json.append("],\"cnf\":{\"x5t#S256\":\"").append(claims.leaf().value());
        return json.append("\"}}").toString();
    }

    private static void escape(String text, StringBuilder json) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || ESCAPED_ASCII.indexOf(c) >= 0) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
    }
}
