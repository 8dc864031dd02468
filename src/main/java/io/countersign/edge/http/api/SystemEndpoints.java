package io.countersign.edge.http.api;

import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/tenant/system/options`: settings of the instance that every user may read (contract.md 3).
final class SystemEndpoints {
    private static final String OPTIONS = "/tenant/system/options";
    private static final String SHARED_TRUSTSTORE = "shared-truststore.enabled";

    private final String version;
    private final String sharedTrustStore;

    /// @param version of this program
    /// @param sharing whether one key may anchor several tenants
    SystemEndpoints(String version, Sharing sharing) {
        this.version = version;
        this.sharedTrustStore = String.valueOf(sharing == Sharing.ALLOWED);
    }

    List<Route> routes() {
        Access anyUser = Access.of();
        return List.of(
                Route.of(HttpMethod.GET, OPTIONS, anyUser, call -> Answer.ok("optioncollection", list(call))),
                Route.of(HttpMethod.GET, OPTIONS + "/{category}/{key}", anyUser, this::one));
    }

    private Map<String, Object> list(Call call) {
        List<Map<String, Object>> options = List.of(
                option(call, "ssl", SHARED_TRUSTSTORE, sharedTrustStore), option(call, "system", "version", version));
        return new PagedList("options", PagedList.part(options, call.page()), options.size()).body(call);
    }

    private Answer one(Call call) {
        String name = call.parameter("category") + "/" + call.parameter("key");
        return switch (name) {
            case "system/version" -> Answer.ok("option", option(call, "system", "version", version));
            case "ssl/" + SHARED_TRUSTSTORE ->
                Answer.ok("option", option(call, "ssl", SHARED_TRUSTSTORE, sharedTrustStore));
            default -> throw new Rejected(Problem.notFound("options", "There is no system option " + name + "."));
        };
    }

    private static Map<String, Object> option(Call call, String category, String key, String value) {
        var option = new LinkedHashMap<String, Object>();
        option.put("category", category);
        option.put("key", key);
        option.put("value", value);
        option.put("self", call.baseUrl() + OPTIONS + "/" + category + "/" + key);
        return option;
    }
}
