package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;

import io.countersign.core.signing.KeyRing;
import io.countersign.core.signing.KeySchedule;
import io.countersign.core.signing.RotateKeys;
import io.countersign.core.signing.SigningAlgorithm;
import io.countersign.core.signing.SigningKey;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Access.Whose;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.JsonBody;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                Route.of(HttpMethod.POST, KEYS + "/rotate", operator, this::rotate),
                Route.of(HttpMethod.DELETE, KEYS + "/{kid}", operator, this::remove));
    }

    private Answer jwks() {
        List<Map<String, Object>> published =
                keys.ring().keys().stream().map(KeyEndpoints::jwk).toList();
        return Answer.ok(Map.of("keys", published)).with("Cache-Control", CACHED);
    }

    /// RFC 7517, 4.
    private static Map<String, Object> jwk(SigningKey key) {
        var jwk = new LinkedHashMap<String, Object>(key.publicJwk().members());
        jwk.put("kid", key.kid());
        jwk.put("use", "sig");
        jwk.put("alg", key.algorithm().jose());
        return jwk;
    }

    private List<Map<String, Object>> list(Instant now) {
        return keys.ring().keys().stream().map(key -> body(key, now)).toList();
    }

    private Answer rotate(Call call) {
        Optional<JsonBody> json = call.body().length > 0 ? Optional.of(call.json()) : Optional.empty();
        boolean now = json.flatMap(body -> body.optionalFlag("now")).orElse(false);
        SigningAlgorithm algorithm = json.flatMap(body -> body.optionalText("algorithm"))
                .map(KeyEndpoints::algorithm)
                .orElse(KeyRing.DEFAULT);
        if (keys.ring().keys(algorithm).size() >= KeyRing.KEYS_MAX) {
            throw new Rejected(Problem.conflict(
                    "keys",
                    "There are " + KeyRing.KEYS_MAX + " keys of " + algorithm.jose()
                            + " already; wait until the oldest is retired."));
        }
        SigningKey key = keys.rotate(algorithm, call.now(), now ? Duration.ZERO : schedule.notice());
        return Answer.created("", body(key, call.now()), call.baseUrl() + KEYS);
    }

    private Answer remove(Call call) {
        String kid = call.parameter("kid");
        if (!keys.remove(kid, call.now())) {
            throw new Rejected(Problem.notFound("keys", "There is no signing key '" + kid + "'."));
        }
        return Answer.gone();
    }

    private static SigningAlgorithm algorithm(String name) {
        return SigningAlgorithm.named(name)
                .orElseThrow(() -> new Rejected(Problem.invalid("keys", "There is no algorithm '" + name + "'.")));
    }

    private Map<String, Object> body(SigningKey key, Instant now) {
        var body = new LinkedHashMap<String, Object>();
        body.put("kid", key.kid());
        body.put("algorithm", key.algorithm().jose());
        body.put("publishedAt", Inputs.time(key.publishedAt()));
        body.put("signsFrom", Inputs.time(key.signsFrom()));
        body.put("status", status(key, now));
        return body;
    }

    private String status(SigningKey key, Instant now) {
        if (key.signsFrom().isAfter(now)) {
            return "published";
        }
        return keys.ring().signing(key.algorithm(), now).kid().equals(key.kid()) ? "signing" : "retiring";
    }
}
