package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_READ;

import io.countersign.core.token.IssuedTokens;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Access.Whose;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.JsonBody;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Map;

/// `/tenant/tenants/{tenant}/trusted-certificates`: whom a tenant trusts (contract.md 2). Uploads are answered by
/// [AnchorUploadEndpoints].
final class AnchorEndpoints {
    static final String ANCHORS = "/tenant/tenants/{tenant}/trusted-certificates";
    private static final String ANCHOR = ANCHORS + "/{fingerprint}";
    private static final String PLAIN = "";

    private final TenantAnchors tenantAnchors;
    private final TrustAnchors anchors;
    private final IssuedTokens issuedTokens;

    AnchorEndpoints(TenantAnchors tenantAnchors, TrustAnchors anchors, IssuedTokens issuedTokens) {
        this.tenantAnchors = tenantAnchors;
        this.anchors = anchors;
        this.issuedTokens = issuedTokens;
    }

    List<Route> routes() {
        Access reads = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN, ROLE_TENANT_MANAGEMENT_READ)
                .on(Whose.OWN_OR_MANAGED);
        Access writes =
                Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN).on(Whose.OWN_OR_MANAGED);
        return List.of(
                Route.of(HttpMethod.GET, ANCHORS, reads, this::list),
                Route.of(HttpMethod.GET, ANCHOR, reads, this::show),
                Route.of(HttpMethod.PUT, ANCHOR, writes, this::change),
                Route.of(HttpMethod.DELETE, ANCHOR, writes, this::remove));
    }

    private Answer list(Call call) {
        // a tenant has no certificate authority of its own here, so a list of nothing else is empty
        List<TrustAnchor> all = call.asks("certificateAuthority") ? List.of() : anchors.of(tenantAnchors.tenant(call));
        List<Map<String, Object>> entries = PagedList.part(all, call.page()).stream()
                .map(anchor -> AnchorJson.write(call, anchor))
                .toList();
        return Answer.ok(PLAIN, new PagedList("certificates", entries, all.size()).body(call));
    }

    private Answer show(Call call) {
        TrustAnchor anchor = tenantAnchors.present(call);
        Map<String, Object> body = AnchorJson.write(call, anchor);
        if (call.asks("withImpact")) {
            body.put("impact", Map.of("devices", issuedTokens.countThrough(anchor.tenant(), anchor.id())));
        }
        return Answer.ok(PLAIN, body);
    }

    private Answer change(Call call) {
        TrustAnchor old = tenantAnchors.present(call);
        JsonBody json = call.json();
        TrustAnchor changed = anchors.change(old.id(), before -> AnchorJson.changed(before, json))
                .orElseThrow(() -> TenantAnchors.absent(call));
        return Answer.ok(PLAIN, AnchorJson.write(call, changed));
    }

    private Answer remove(Call call) {
        if (!anchors.remove(tenantAnchors.present(call).id())) {
            throw TenantAnchors.absent(call);
        }
        return Answer.gone();
    }
}
