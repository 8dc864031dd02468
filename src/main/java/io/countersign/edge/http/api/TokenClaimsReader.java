package io.countersign.edge.http.api;

import io.countersign.core.device.DeviceId;
import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.ClaimsReader;
import io.countersign.core.token.TokenClaims;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Thumbprint;
import io.countersign.edge.http.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Reads the claims of a device token from its JSON.
public final class TokenClaimsReader implements ClaimsReader {
    /// As many certificates as a request may show, and then some that the tenant stored.
    private static final int PATH_MAX = 100;

    @Override
    public Optional<TokenClaims> read(byte[] json) {
        try {
            JsonNode claims = Json.read(json);
            return TokenClaims.CONFIGURATION.equals(text(claims, "tci"))
                    ? Optional.of(claims(claims))
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException | DateTimeException notADeviceToken) {
            return Optional.empty();
        }
    }

    private static TokenClaims claims(JsonNode claims) {
        return new TokenClaims(
                new Domain(text(claims, "iss")),
                new TenantId(text(claims, "ten")),
                DeviceId.ofUserName(text(claims, "sub")),
                UUID.fromString(text(claims, "jti")),
                moment(claims, "iat"),
                moment(claims, "exp"),
                new Thumbprint(text(claims.path("cnf"), "x5t#S256")),
                new AnchorId(text(claims, "anchor")),
                path(claims.path("path")));
    }

    private static String text(JsonNode claims, String name) {
        JsonNode text = claims.path(name);
        if (!text.isString()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return text.stringValue();
    }

    /// Tokens of a release before this claim have none.
    private static List<CertificateRef> path(JsonNode path) {
        if (path.size() > PATH_MAX) {
            throw new IllegalArgumentException("path is longer than any of ours");
        }
        return path.valueStream()
                .map(certificate -> CertificateRef.parse(certificate.asString("")))
                .toList();
    }

    private static Instant moment(JsonNode claims, String name) {
        JsonNode seconds = claims.path(name);
        if (!seconds.isIntegralNumber()) {
            throw new IllegalArgumentException(name + " is no number of seconds");
        }
        return Instant.ofEpochSecond(seconds.longValue());
    }
}
