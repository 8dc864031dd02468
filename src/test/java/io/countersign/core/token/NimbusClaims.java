package io.countersign.core.token;

import com.nimbusds.jwt.JWTClaimsSet;
import io.countersign.core.device.DeviceId;
import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Thumbprint;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Reads claims with somebody else's parser, so that the writer is not checked by its own idea of JSON.
final class NimbusClaims implements ClaimsReader {
    @Override
    public Optional<TokenClaims> read(byte[] json) {
        try {
            JWTClaimsSet claims = JWTClaimsSet.parse(new String(json, StandardCharsets.UTF_8));
            if (claims.getIssuer() == null) {
                return Optional.empty();
            }
            Map<String, Object> confirmation = claims.getJSONObjectClaim("cnf");
            return Optional.of(new TokenClaims(
                    new Domain(claims.getIssuer()),
                    new TenantId(claims.getStringClaim("ten")),
                    DeviceId.ofUserName(claims.getSubject()),
                    UUID.fromString(claims.getJWTID()),
                    claims.getIssueTime().toInstant(),
                    claims.getExpirationTime().toInstant(),
                    new Thumbprint(String.valueOf(confirmation.get("x5t#S256"))),
                    new AnchorId(claims.getStringClaim("anchor")),
                    claims.getStringListClaim("path").stream()
                            .map(CertificateRef::parse)
                            .toList()));
        } catch (ParseException noClaims) {
            return Optional.empty();
        }
    }
}
