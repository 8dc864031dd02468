package io.countersign.edge.http;

import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.token.CheckToken;
import io.countersign.core.token.TokenClaims;
import io.countersign.core.user.Caller;
import io.countersign.core.user.Role;
import io.countersign.core.user.SignIn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Who sent a request: `Authorization: Basic` with `tenant/user:password`, where the host name stands in for a missing
/// tenant (contract.md 6), or `Authorization: Bearer` with a device token.
public final class Authentication {
    private static final String AUTHORIZATION = "Authorization";
    private static final int HEADER_MAX = 16 * 1024;

    /// How many logins wait for their password to be hashed: a few seconds' worth.
    private static final int PASSWORDS_WAITING_MAX = 64;

    private final SignIn signIn;
    private final CheckToken checkToken;
    private final Tenants tenants;
    private final LoginThrottle throttle = new LoginThrottle();
    private final Semaphore passwordPlaces = new Semaphore(PASSWORDS_WAITING_MAX);
    private final VerifiedLogins verified = new VerifiedLogins();

    public Authentication(SignIn signIn, CheckToken checkToken, Tenants tenants) {
        this.signIn = signIn;
        this.checkToken = checkToken;
        this.tenants = tenants;
    }

    /// The call with its caller.
    ///
    /// @throws Rejected with 401, or 429 after too many wrong passwords
    Call authenticate(Call call) {
        String header = call.header(AUTHORIZATION).orElse("");
        int space = header.indexOf(' ');
        if (space < 0 || header.length() > HEADER_MAX) {
            throw new Rejected(Problem.unauthorized());
        }
        String credentials = header.substring(space + 1).strip();
        String scheme = header.substring(0, space);
        if (scheme.equalsIgnoreCase("Bearer")) {
            return byToken(call, credentials);
        }
        if (scheme.equalsIgnoreCase("Basic")) {
            return call.by(byPassword(call, credentials), Optional.empty());
        }
        throw new Rejected(Problem.unauthorized());
    }

    private Call byToken(Call call, String token) {
        return switch (checkToken.check(token, call.now())) {
            case CheckToken.Result.Live(var claims) -> call.by(callerOf(claims), Optional.of(claims));
            case CheckToken.Result.Dead(var fault) ->
                throw new Rejected(Problem.of(401, "security/Unauthorized", fault.sentence(), TokenProblems.code(fault))
                        .hint("Fetch a new token from POST " + TokenEndpoint.PATH + "."));
        };
    }

    private static Caller callerOf(TokenClaims claims) {
        return new Caller(claims.tenant(), claims.device().userName(), Role.ofDevices(), true);
    }

    private Caller byPassword(Call call, String base64) {
        Login login = Login.parse(base64).orElseThrow(() -> new Rejected(Problem.unauthorized()));
        TenantId tenant = login.tenant()
                .or(() ->
                        call.host().flatMap(tenants::withDomain).map(Tenant::id).map(TenantId::value))
                .filter(TenantId::isValid)
                .map(TenantId::new)
                .orElseThrow(() -> new Rejected(Problem.unauthorized()));
        SignIn.Claimed claimed = signIn.claimed(tenant, login.user());
        if (claimed.user().isPresent() && verified.contains(claimed, login.password())) {
            return SignIn.callerOf(claimed.user().get());
        }
        return check(call, tenant.value() + '/' + login.user(), claimed, login.password());
    }

    private Caller check(Call call, String account, SignIn.Claimed claimed, String password) {
        Duration pause = throttle.pause(account, call.remote(), call.now());
        if (pause.isPositive()) {
            throw new Rejected(
                    Problem.of(429, "security/Too Many Requests", "Too many wrong passwords.", "too_many_attempts")
                            .hint("Wait " + (pause.toSeconds() + 1) + " seconds."));
        }
        Optional<Caller> caller = checkInTurn(claimed, password);
        if (caller.isEmpty()) {
            throttle.failed(account, call.remote(), call.now());
            throw new Rejected(Problem.unauthorized());
        }
        throttle.succeeded(account, call.remote());
        verified.add(claimed, password);
        return caller.get();
    }

    /// Hashing takes long, and few passwords are hashed at once. Whoever floods us with logins must not fill the places
    /// of all other requests with those that wait for it.
    private Optional<Caller> checkInTurn(SignIn.Claimed claimed, String password) {
        if (!passwordPlaces.tryAcquire()) {
            throw new Rejected(Problem.of(503, "general/Service Unavailable", "Too many logins at once.", "busy")
                    .hint("Try again in some seconds."));
        }
        try {
            return signIn.check(claimed, password);
        } finally {
            passwordPlaces.release();
        }
    }

    /// The two halves of Basic credentials (RFC 7617, 2).
    private record Login(Optional<String> tenant, String user, String password) {
        static Optional<Login> parse(String base64) {
            String text;
            try {
                text = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
            int colon = text.indexOf(':');
            if (colon < 0) {
                return Optional.empty();
            }
            String name = text.substring(0, colon);
            int slash = name.indexOf('/');
            return Optional.of(new Login(
                    slash < 0 ? Optional.empty() : Optional.of(name.substring(0, slash)),
                    name.substring(slash + 1),
                    text.substring(colon + 1)));
        }

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }
}
