package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_READ;

import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.ledger.RefusalLedger.Filter;
import io.countersign.core.ledger.Refused;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.Tenants;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/countersign/refusals`: which devices were refused, and why.
final class RefusalEndpoints {
    private static final String REFUSALS = "/countersign/refusals";

    private final RefusalLedger ledger;
    private final Tenants tenants;

    RefusalEndpoints(RefusalLedger ledger, Tenants tenants) {
        this.ledger = ledger;
        this.tenants = tenants;
    }

    List<Route> routes() {
        Access reads = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN, ROLE_TENANT_MANAGEMENT_READ);
        return List.of(Route.of(HttpMethod.GET, REFUSALS, reads, this::list));
    }

    private Answer list(Call call) {
        TenantId tenant = tenant(call);
        var filter =
                new Filter(call.query("device").orElse(""), call.query("reason").orElse(""), since(call));
        List<Map<String, Object>> entries = ledger.page(tenant, filter, call.page()).stream()
                .map(RefusalEndpoints::body)
                .toList();
        return Answer.ok("", new PagedList("refusals", entries, ledger.count(tenant, filter)).body(call));
    }

    /// The caller's own tenant, or the one that a caller of the management tenant names.
    private TenantId tenant(Call call) {
        TenantId own = call.caller().tenant();
        Optional<String> named = call.query("tenant");
        if (named.isEmpty() || named.get().equals(own.value())) {
            return own;
        }
        if (!own.isManagement()) {
            throw new Rejected(Problem.forbidden());
        }
        return named.filter(TenantId::isValid)
                .map(TenantId::new)
                .filter(id -> tenants.find(id).isPresent())
                .orElseThrow(() -> new Rejected(Call.noSuchTenant(named.get())));
    }

    /// An instant, or how long ago.
    private static Instant since(Call call) {
        Optional<String> text = call.query("since");
        if (text.isEmpty()) {
            return Instant.EPOCH;
        }
        try {
            Instant since = text.get().startsWith("P")
                    ? call.now().minus(Duration.parse(text.get()))
                    : Instant.parse(text.get());
            return since.isBefore(Instant.EPOCH) ? Instant.EPOCH : since.isAfter(call.now()) ? call.now() : since;
        } catch (DateTimeException | ArithmeticException unreadable) {
            throw new Rejected(Problem.invalid(
                    "refusals",
                    "'since' is an instant such as 2026-01-31T12:00:00Z or a duration such as PT1H, not '" + text.get()
                            + "'."));
        }
    }

    private static Map<String, Object> body(Refused refused) {
        var body = new LinkedHashMap<String, Object>();
        body.put("time", Inputs.time(refused.lastSeen()));
        body.put("firstSeen", Inputs.time(refused.firstSeen()));
        body.put("count", refused.count());
        body.put("device", refused.what().device());
        body.put("leafFingerprint", refused.what().leaf());
        body.put("reason", refused.what().reason());
        body.put("detail", refused.detail());
        body.put("certificate", refused.what().certificate());
        body.put("anchorFingerprint", refused.anchor());
        body.put("source", refused.source());
        return body;
    }
}
