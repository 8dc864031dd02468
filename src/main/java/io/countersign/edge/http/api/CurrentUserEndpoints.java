package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_USER_MANAGEMENT_ADMIN;
import static io.countersign.core.user.Role.ROLE_USER_MANAGEMENT_OWN_READ;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.token.EndToken;
import io.countersign.core.user.Caller;
import io.countersign.core.user.User;
import io.countersign.core.user.UserName;
import io.countersign.core.user.Users;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Access.Whose;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// `/user/currentUser` and `/user/logout`: what a caller asks about itself, and for all devices of its tenant
/// (contract.md 4 and 6).
final class CurrentUserEndpoints {
    private static final String CURRENT = "/user/currentUser";
    private static final String LOGOUT = "/user/logout";

    private final Users users;
    private final EndToken endToken;
    private final Tenants tenants;

    CurrentUserEndpoints(Users users, EndToken endToken, Tenants tenants) {
        this.users = users;
        this.endToken = endToken;
        this.tenants = tenants;
    }

    List<Route> routes() {
        return List.of(
                Route.of(
                        HttpMethod.GET,
                        CURRENT,
                        Access.of(ROLE_USER_MANAGEMENT_OWN_READ).alsoForDevices(),
                        this::current),
                Route.of(HttpMethod.POST, LOGOUT, Access.of().alsoForDevices(), this::logout),
                Route.of(
                        HttpMethod.POST,
                        LOGOUT + "/{tenant}/allUsers",
                        Access.of(ROLE_USER_MANAGEMENT_ADMIN).on(Whose.OWN_OR_MANAGED),
                        this::logoutAll));
    }

    private Answer current(Call call) {
        Caller caller = call.caller();
        Optional<User> person =
                caller.isDevice() ? Optional.empty() : users.find(caller.tenant(), new UserName(caller.userName()));
        Instant since = person.map(User::passwordChangedAt)
                .or(() -> call.token().map(claims -> claims.issuedAt()))
                .orElse(call.now());
        var body = new LinkedHashMap<String, Object>();
        body.put("id", caller.userName());
        body.put("userName", caller.userName());
        body.put("self", call.baseUrl() + CURRENT);
        person.flatMap(User::email).ifPresent(email -> body.put("email", email));
        body.put("shouldResetPassword", false);
        body.put("lastPasswordChange", Inputs.time(since));
        body.put("effectiveRoles", Inputs.roles(call, caller.roles()));
        return Answer.ok("currentuser", body);
    }

    /// A device's token ends; a password login has nothing that could end.
    private Answer logout(Call call) {
        call.token().ifPresent(endToken::end);
        return Answer.done();
    }

    /// The tokens of all its devices end.
    private Answer logoutAll(Call call) {
        TenantId tenant = tenants.find(call.tenant())
                .orElseThrow(() -> new Rejected(Inputs.noSuchTenant(call.tenant())))
                .id();
        endToken.endAll(tenant, call.now());
        return Answer.done();
    }
}
