package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_READ;
import static io.countersign.core.user.Role.ROLE_USER_MANAGEMENT_OWN_READ;

import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantStatus;
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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// `/tenant/tenants` for the management tenant, and `/tenant/currentTenant` for everybody.
final class TenantEndpoints {
    private static final String TENANTS = "/tenant/tenants";
    private static final String TENANT = TENANTS + "/{tenant}";
    private static final String CURRENT = "/tenant/currentTenant";

    private static final int DRAWS_MAX = 10;

    private final Tenants tenants;
    private final Users users;
    private final Passwords passwords;
    private final Supplier<TenantId> freshIds;

    /// @param freshIds draws ids for tenants whose creator chose none
    TenantEndpoints(Tenants tenants, Users users, Passwords passwords, Supplier<TenantId> freshIds) {
        this.tenants = tenants;
        this.users = users;
        this.passwords = passwords;
        this.freshIds = freshIds;
    }

    List<Route> routes() {
        Access reads = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_MANAGEMENT_READ)
                .on(Whose.ALL);
        Access writes = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN).on(Whose.ALL);
        Access anybody = Access.of(ROLE_USER_MANAGEMENT_OWN_READ).alsoForDevices();
        return List.of(
                Route.of(HttpMethod.GET, TENANTS, reads, this::list),
                Route.of(HttpMethod.POST, TENANTS, writes, this::create),
                Route.of(HttpMethod.GET, TENANT, reads, call -> Answer.ok("tenant", body(call, present(call)))),
                Route.of(HttpMethod.PUT, TENANT, writes, this::change),
                Route.of(HttpMethod.DELETE, TENANT, writes, this::remove),
                Route.of(HttpMethod.GET, CURRENT, anybody, this::current),
                Route.of(HttpMethod.HEAD, CURRENT, anybody, this::current));
    }

    private Answer list(Call call) {
        Page page = call.page();
        List<Map<String, Object>> entries =
                tenants.page(page).stream().map(tenant -> body(call, tenant)).toList();
        return Answer.ok("tenantCollection", new PagedList("tenants", entries, tenants.count()).body(call));
    }

    private Answer create(Call call) {
        JsonBody json = call.json();
        Tenant tenant = Inputs.valid(
                "tenant",
                () -> new Tenant(
                        json.optionalText("id").map(TenantId::new).orElseGet(this::freeId),
                        new Domain(json.text("domain")),
                        json.text("company"),
                        new UserName(json.text("adminName")).value(),
                        json.optionalText("adminEmail"),
                        json.optionalText("status").map(TenantEndpoints::status).orElse(TenantStatus.ACTIVE),
                        call.now().truncatedTo(ChronoUnit.MILLIS)));
        String password = Inputs.password(json, "adminPass").orElseThrow(() -> Inputs.missing("adminPass"));
        if (isTaken(tenant)) {
            throw new Rejected(taken(tenant));
        }
        if (!users.addTenant(tenant, administrator(tenant, password, tenant.createdAt()))) {
            throw new Rejected(taken(tenant));
        }
        return Answer.created("tenant", body(call, tenant), self(call, tenant.id()));
    }

    /// An id that no tenant has at this moment.
    private TenantId freeId() {
        return Stream.generate(freshIds)
                .limit(DRAWS_MAX)
                .filter(id -> tenants.find(id).isEmpty())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free tenant id in " + DRAWS_MAX + " draws"));
    }

    /// A tenant's first user. Its roles reach no further than its tenant, whatever their names say: routes over other
    /// tenants are for callers of the management tenant.
    private User administrator(Tenant tenant, String password, Instant now) {
        return new User(
                tenant.id(),
                new UserName(tenant.adminName()),
                passwords.hash(password),
                tenant.adminEmail(),
                Role.ofAdministrators(),
                true,
                now);
    }

    /// Looked at before the password is hashed, so that a mistake is told at once.
    private boolean isTaken(Tenant tenant) {
        return tenants.find(tenant.id()).isPresent()
                || tenants.withDomain(tenant.domain()).isPresent();
    }

    private static Problem taken(Tenant tenant) {
        return Problem.conflict(
                "tenant",
                "There is a tenant with id '" + tenant.id() + "' or domain '"
                        + tenant.domain().host() + "' already.");
    }

    private Answer change(Call call) {
        Tenant old = present(call);
        JsonBody json = call.json();
        refuseOther(json, "id", old.id().value());
        refuseOther(json, "adminName", old.adminName());
        Optional<String> password = Inputs.password(json, "adminPass");
        if (password.isPresent() && old.id().isManagement()) {
            throw new Rejected(Problem.invalid(
                    "tenant", "Passwords of the management tenant are changed at /user/management/users/{user}."));
        }
        Tenant changed = Inputs.valid(
                "tenant",
                () -> new Tenant(
                        old.id(),
                        json.optionalText("domain").map(Domain::new).orElse(old.domain()),
                        json.optionalText("company").orElse(old.company()),
                        old.adminName(),
                        Inputs.changed(json, "adminEmail", old.adminEmail()),
                        json.optionalText("status").map(TenantEndpoints::status).orElse(old.status()),
                        old.createdAt()));
        if (changed.id().isManagement() && !changed.isActive()) {
            throw new Rejected(Problem.invalid("tenant", "The management tenant cannot be suspended."));
        }
        if (!tenants.replace(changed)) {
            throw new Rejected(taken(changed));
        }
        password.ifPresent(text -> setPassword(administrator(changed, text, call.now())));
        return Answer.ok("tenant", body(call, changed));
    }

    private static void refuseOther(JsonBody json, String field, String fixed) {
        if (!json.optionalText(field).orElse(fixed).equals(fixed)) {
            throw new Rejected(Problem.invalid("tenant", "'" + field + "' of a tenant cannot be changed."));
        }
    }

    /// The way back in for a tenant that lost its administrator's password: there, and enabled, with all rights again.
    private void setPassword(User administrator) {
        if (!users.replace(administrator)) {
            users.add(administrator);
        }
    }

    private Answer remove(Call call) {
        Tenant tenant = present(call);
        if (tenant.id().isManagement()) {
            throw new Rejected(Problem.invalid("tenant", "The management tenant cannot be deleted."));
        }
        tenants.remove(tenant.id());
        return Answer.gone();
    }

    private Answer current(Call call) {
        Tenant tenant = tenants.find(call.caller().tenant()).orElseThrow(() -> new Rejected(Problem.unauthorized()));
        var body = new LinkedHashMap<String, Object>();
        body.put("name", tenant.id().value());
        body.put("domainName", tenant.domain().host());
        body.put("allowCreateTenants", tenant.id().isManagement());
        body.put("customProperties", Map.of());
        body.put("applications", Map.of("references", List.of()));
        if (!tenant.id().isManagement()) {
            body.put("parent", TenantId.MANAGEMENT.value());
        }
        body.put("self", call.baseUrl() + CURRENT);
        return Answer.ok("currenttenant", body);
    }

    private Tenant present(Call call) {
        return tenants.find(call.tenant()).orElseThrow(() -> new Rejected(Inputs.noSuchTenant(call.tenant())));
    }

    private static Map<String, Object> body(Call call, Tenant tenant) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", tenant.id().value());
        body.put("domain", tenant.domain().host());
        body.put("company", tenant.company());
        body.put("adminName", tenant.adminName());
        tenant.adminEmail().ifPresent(email -> body.put("adminEmail", email));
        body.put("status", tenant.status().name());
        body.put("creationTime", Inputs.time(tenant.createdAt()));
        body.put("self", self(call, tenant.id()));
        return body;
    }

    private static String self(Call call, TenantId id) {
        return call.baseUrl() + TENANTS + "/" + id;
    }

    private static TenantStatus status(String text) {
        return Inputs.oneOf(TenantStatus.class, "status", text);
    }
}
