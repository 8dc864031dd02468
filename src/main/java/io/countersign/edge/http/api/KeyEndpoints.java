package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import io.countersign.core.signing.KeyRing;
import io.countersign.core.signing.KeySchedule;
import io.countersign.core.signing.RotateKeys;
import io.countersign.core.signing.SigningKey;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Access.Whose;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The keys that tokens are signed with: published for everybody (RFC 7517), listed and rotated by the operator.
final class KeyEndpoints {
    private static final String JWKS = "/.well-known/jwks.json";
    private static final String KEYS = "/countersign/keys";
    private static final String CACHED = "public, max-age=300";

    private final RotateKeys keys;
    private final KeySchedule schedule;

    KeyEndpoints(RotateKeys keys, KeySchedule schedule) {
        this.keys = keys;
        this.schedule = schedule;
    }

    List<Route> routes() {
        Access operator = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN).on(Whose.ALL);
        return List.of(
                Route.of(HttpMethod.GET, JWKS, Access.open().alsoForDevices(), _ -> jwks()),
                Route.of(HttpMethod.GET, KEYS, operator, call -> Answer.ok(Map.of("keys", list(call.now())))),
                Route.of(HttpMethod.POST, KEYS + "/rotate", operator, this::rotate));
    }

    private Answer jwks() {
        List<Map<String, Object>> published = keys.ring().keys().stream()
                .map(key -> new ECKey.Builder(Curve.P_256, key.publicKey())
                        .keyID(key.kid())
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256)
                        .build()
                        .toJSONObject())
                .toList();
        return Answer.ok(Map.of("keys", published)).with("Cache-Control", CACHED);
    }

    private List<Map<String, Object>> list(Instant now) {
        return keys.ring().keys().stream().map(key -> body(key, now)).toList();
    }

    private Answer rotate(Call call) {
        boolean now = call.body().length > 0 && call.json().optionalFlag("now").orElse(false);
        if (keys.ring().keys().size() >= KeyRing.KEYS_MAX) {
            throw new Rejected(Problem.conflict(
                    "keys", "There are " + KeyRing.KEYS_MAX + " keys already; wait until the oldest is retired."));
        }
        SigningKey key = keys.rotate(call.now(), now ? Duration.ZERO : schedule.notice());
        return Answer.created("", body(key, call.now()), call.baseUrl() + KEYS);
    }

    private Map<String, Object> body(SigningKey key, Instant now) {
        var body = new LinkedHashMap<String, Object>();
        body.put("kid", key.kid());
        body.put("algorithm", SigningKey.ALGORITHM);
        body.put("publishedAt", Inputs.time(key.publishedAt()));
        body.put("signsFrom", Inputs.time(key.signsFrom()));
        body.put("status", status(key, now));
        return body;
    }

    private String status(SigningKey key, Instant now) {
        if (key.signsFrom().isAfter(now)) {
            return "published";
        }
        return keys.ring().signing(now).kid().equals(key.kid()) ? "signing" : "retiring";
    }
}
