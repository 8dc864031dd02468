package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_USER_MANAGEMENT_ADMIN;
import static io.countersign.core.user.Role.ROLE_USER_MANAGEMENT_READ;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.user.Passwords;
import io.countersign.core.user.Role;
import io.countersign.core.user.User;
import io.countersign.core.user.UserName;
import io.countersign.core.user.Users;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Access.Whose;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.JsonBody;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `/user/{tenant}/users`: the people of a tenant, and its devices under the names `device_<id>`.
final class UserEndpoints {
    private static final String USERS = "/user/{tenant}/users";
    private static final String USER = USERS + "/{user}";

    private final Users users;
    private final DeviceUsers deviceUsers;
    private final Passwords passwords;
    private final Tenants tenants;

    UserEndpoints(Users users, DeviceUsers deviceUsers, Passwords passwords, Tenants tenants) {
        this.users = users;
        this.deviceUsers = deviceUsers;
        this.passwords = passwords;
        this.tenants = tenants;
    }

    List<Route> routes() {
        Access reads =
                Access.of(ROLE_USER_MANAGEMENT_READ, ROLE_USER_MANAGEMENT_ADMIN).on(Whose.OWN_OR_MANAGED);
        Access writes = Access.of(ROLE_USER_MANAGEMENT_ADMIN).on(Whose.OWN_OR_MANAGED);
        return List.of(
                Route.of(HttpMethod.GET, USERS, reads, this::list),
                Route.of(HttpMethod.POST, USERS, writes, this::create),
                Route.of(HttpMethod.GET, USER, reads, this::show),
                Route.of(HttpMethod.PUT, USER, writes, this::change),
                Route.of(HttpMethod.DELETE, USER, writes, this::remove));
    }

    private Answer list(Call call) {
        TenantId tenant = tenant(call);
        String prefix = call.query("userName").orElse("");
        if (call.asks("onlyDevices")) {
            return Answer.ok("userCollection", deviceUsers.page(call, tenant, prefix));
        }
        List<User> all = users.of(tenant).stream()
                .filter(user -> user.name().value().startsWith(prefix))
                .toList();
        List<Map<String, Object>> entries = PagedList.part(all, call.page()).stream()
                .map(user -> body(call, user))
                .toList();
        return Answer.ok("userCollection", new PagedList("users", entries, all.size()).body(call));
    }

    private Answer create(Call call) {
        TenantId tenant = tenant(call);
        JsonBody json = call.json();
        String name = json.text("userName");
        String password = Inputs.password(json, "password").orElseThrow(() -> Inputs.missing("password"));
        if (DeviceId.isDeviceUserName(name)) {
            return deviceUsers.create(call, tenant, name);
        }
        Set<Role> roles = roles(call, json).orElseGet(() -> grantable(call));
        UserName userName = Inputs.valid("user", () -> new UserName(name));
        if (users.find(tenant, userName).isPresent()) {
            throw new Rejected(taken(userName));
        }
        var user = new User(
                tenant,
                userName,
                passwords.hash(password),
                checkedEmail(json.optionalText("email")),
                roles,
                json.optionalFlag("enabled").orElse(true),
                call.now().truncatedTo(ChronoUnit.MILLIS));
        if (!users.add(user)) {
            throw new Rejected(taken(userName));
        }
        Map<String, Object> body = body(call, user);
        return Answer.created("user", body, String.valueOf(body.get("self")));
    }

    private static Problem taken(UserName name) {
        return Problem.conflict(
                "user",
                "There is a user '" + name + "' already, or the tenant has " + Users.PER_TENANT_MAX + " users.");
    }

    private Answer show(Call call) {
        TenantId tenant = tenant(call);
        String name = call.parameter("user");
        return DeviceId.isDeviceUserName(name)
                ? deviceUsers.show(call, tenant, name)
                : Answer.ok("user", body(call, present(tenant, name)));
    }

    private Answer change(Call call) {
        TenantId tenant = tenant(call);
        String name = call.parameter("user");
        if (DeviceId.isDeviceUserName(name)) {
            return deviceUsers.change(call, tenant, name);
        }
        User old = present(tenant, name);
        refuseUnlessWithin(call, old);
        JsonBody json = call.json();
        boolean enabled = json.optionalFlag("enabled").orElse(old.enabled());
        if (!enabled && isSelf(call, old)) {
            throw new Rejected(Problem.invalid("user", "Nobody can disable the user that they are."));
        }
        Optional<String> password = Inputs.password(json, "password");
        var changed = new User(
                old.tenant(),
                old.name(),
                password.map(passwords::hash).orElse(old.passwordHash()),
                checkedEmail(Inputs.changed(json, "email", old.email())),
                roles(call, json).orElse(old.roles()),
                enabled,
                password.isPresent() ? call.now().truncatedTo(ChronoUnit.MILLIS) : old.passwordChangedAt());
        if (!users.replace(changed)) {
            throw new Rejected(DeviceUsers.noSuchUser(name));
        }
        return Answer.ok("user", body(call, changed));
    }

    private Answer remove(Call call) {
        TenantId tenant = tenant(call);
        String name = call.parameter("user");
        if (DeviceId.isDeviceUserName(name)) {
            return deviceUsers.remove(tenant, name);
        }
        User user = present(tenant, name);
        refuseUnlessWithin(call, user);
        if (isSelf(call, user)) {
            throw new Rejected(Problem.invalid("user", "Nobody can delete the user that they are."));
        }
        users.remove(tenant, user.name());
        return Answer.gone();
    }

    /// What a caller may hand on: the roles it has itself.
    private static Set<Role> grantable(Call call) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(Role.ofAdministrators());
        roles.retainAll(call.caller().roles());
        return roles;
    }

    /// Who could change the password of somebody with more rights would have these rights.
    private static void refuseUnlessWithin(Call call, User user) {
        if (!grantable(call).containsAll(user.roles())) {
            throw new Rejected(Problem.forbidden().detail("The user '" + user.name() + "' has roles that you lack."));
        }
    }

    private static Optional<String> checkedEmail(Optional<String> email) {
        email.filter(text -> text.isBlank() || text.length() > Tenant.EMAIL_MAX).ifPresent(text -> {
            throw new Rejected(Problem.invalid(
                    "user", "'email' is 1 to " + Tenant.EMAIL_MAX + " characters, not " + text.length() + "."));
        });
        return email;
    }

    private static Optional<Set<Role>> roles(Call call, JsonBody json) {
        return json.present("roles").map(names -> {
            if (!names.isArray()) {
                throw new Rejected(Problem.invalid("user", "'roles' is a list of role names."));
            }
            Set<Role> roles = EnumSet.noneOf(Role.class);
            names.forEach(name -> roles.add(Inputs.oneOf(Role.class, "roles", name.asString(""))));
            if (!grantable(call).containsAll(roles)) {
                throw new Rejected(Problem.forbidden().detail("Nobody can give a role that they lack."));
            }
            return roles;
        });
    }

    private static boolean isSelf(Call call, User user) {
        return call.caller().tenant().equals(user.tenant())
                && call.caller().userName().equals(user.name().value());
    }

    private TenantId tenant(Call call) {
        TenantId id = call.tenant();
        if (tenants.find(id).isEmpty()) {
            throw new Rejected(Inputs.noSuchTenant(id));
        }
        return id;
    }

    private User present(TenantId tenant, String name) {
        return Optional.of(name)
                .filter(UserName::isValid)
                .flatMap(text -> users.find(tenant, new UserName(text)))
                .orElseThrow(() -> new Rejected(DeviceUsers.noSuchUser(name)));
    }

    private static Map<String, Object> body(Call call, User user) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", user.name().value());
        body.put("userName", user.name().value());
        user.email().ifPresent(email -> body.put("email", email));
        body.put("enabled", user.enabled());
        body.put("lastPasswordChange", Inputs.time(user.passwordChangedAt()));
        body.put("effectiveRoles", Inputs.roles(call, user.roles()));
        body.put("self", call.baseUrl() + "/user/" + user.tenant() + "/users/" + user.name());
        return body;
    }
}
