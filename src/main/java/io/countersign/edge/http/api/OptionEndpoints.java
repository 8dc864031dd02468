package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_OPTION_MANAGEMENT_ADMIN;
import static io.countersign.core.user.Role.ROLE_OPTION_MANAGEMENT_READ;

import io.countersign.core.tenant.SetOptions;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.tenant.TenantOptions;
import io.countersign.core.tenant.Tenants;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Access.Whose;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.JsonBody;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/tenant/options`: the settings of the caller's tenant (contract.md 3).
final class OptionEndpoints {
    private static final String OPTIONS = "/tenant/options";
    private static final String CATEGORY = OPTIONS + "/{category}";
    private static final String OPTION = CATEGORY + "/{key}";
    private static final String TYPE = "option";
    private static final String HIDDEN = "<<Encrypted>>";
    private static final int OPTIONS_PER_TENANT_MAX = 1000;

    private final TenantOptions options;
    private final SetOptions setOptions;
    private final Tenants tenants;

    OptionEndpoints(TenantOptions options, SetOptions setOptions, Tenants tenants) {
        this.options = options;
        this.setOptions = setOptions;
        this.tenants = tenants;
    }

    List<Route> routes() {
        Access reads = Access.of(ROLE_OPTION_MANAGEMENT_READ, ROLE_OPTION_MANAGEMENT_ADMIN);
        Access writes = Access.of(ROLE_OPTION_MANAGEMENT_ADMIN);
        return List.of(
                Route.of(HttpMethod.GET, OPTIONS, reads, this::list),
                Route.of(HttpMethod.POST, OPTIONS, writes, this::create),
                Route.of(HttpMethod.GET, CATEGORY, reads, this::category),
                Route.of(HttpMethod.PUT, CATEGORY, writes, this::changeCategory),
                Route.of(HttpMethod.GET, OPTION, reads, call -> Answer.ok(TYPE, body(call, present(call)))),
                Route.of(HttpMethod.PUT, OPTION, writes, this::change),
                Route.of(HttpMethod.DELETE, OPTION, writes, this::remove),
                Route.of(HttpMethod.PUT, OPTION + "/editable", writes.on(Whose.ALL), this::freeze));
    }

    private Answer list(Call call) {
        List<TenantOption> all = options.all(call.caller().tenant());
        List<Map<String, Object>> entries = PagedList.part(all, call.page()).stream()
                .map(option -> body(call, option))
                .toList();
        return Answer.ok("optioncollection", new PagedList("options", entries, all.size()).body(call));
    }

    private Answer create(Call call) {
        JsonBody json = call.json();
        TenantOption.Name name = name(json.text("category"), json.text("key"));
        return Answer.ok(
                TYPE, body(call, set(call, Map.of(name, json.text("value"))).getFirst()));
    }

    private Answer category(Call call) {
        return Answer.ok(
                TYPE,
                values(options.all(call.caller().tenant()).stream()
                        .filter(option -> option.name().category().equals(call.parameter("category")))
                        .toList()));
    }

    private Answer changeCategory(Call call) {
        var values = new LinkedHashMap<TenantOption.Name, String>();
        call.json().texts().forEach((key, value) -> values.put(name(call.parameter("category"), key), value));
        return Answer.ok(TYPE, values(set(call, values)));
    }

    private Answer change(Call call) {
        String value = call.json().text("value");
        return Answer.ok(TYPE, body(call, set(call, Map.of(name(call), value)).getFirst()));
    }

    private List<TenantOption> set(Call call, Map<TenantOption.Name, String> values) {
        TenantId tenant = call.caller().tenant();
        long added = values.keySet().stream()
                .filter(name -> options.find(tenant, name).isEmpty())
                .count();
        if (added > 0 && options.all(tenant).size() + added > OPTIONS_PER_TENANT_MAX) {
            throw new Rejected(
                    Problem.invalid("options", "A tenant has at most " + OPTIONS_PER_TENANT_MAX + " options."));
        }
        values.forEach(OptionEndpoints::refuseMask);
        return switch (setOptions.set(tenant, values, call.now())) {
            case SetOptions.Result.Done(var written) -> written;
            case SetOptions.Result.Frozen(var name) -> throw new Rejected(frozen(name));
            case SetOptions.Result.Invalid(var name, var complaint) ->
                throw new Rejected(Problem.invalid("options", complaint + " (" + name + ")."));
        };
    }

    /// A client that sends back what it read would otherwise write the mask over the secret.
    private static void refuseMask(TenantOption.Name name, String value) {
        if (name.isSecret() && value.equals(HIDDEN)) {
            throw new Rejected(Problem.invalid(
                    "options", "The value of " + name + " is not shown; leave it out, or send the secret itself."));
        }
    }

    private static Problem frozen(TenantOption.Name name) {
        return Problem.forbidden().detail("The management tenant has made the option " + name + " not editable.");
    }

    private Answer remove(Call call) {
        TenantOption option = present(call);
        if (!option.editable()) {
            throw new Rejected(frozen(option.name()));
        }
        options.remove(call.caller().tenant(), option.name());
        return Answer.gone();
    }

    /// The management tenant decides whether a tenant may change an option.
    private Answer freeze(Call call) {
        TenantId target = target(call);
        boolean editable = call.json()
                .optionalFlag("editable")
                .orElseThrow(() -> new Rejected(Problem.invalid("options", "'editable' is missing.")));
        TenantOption option =
                options.find(target, name(call)).orElseThrow(() -> new Rejected(noSuchOption(name(call))));
        var changed = new TenantOption(option.name(), option.value(), editable);
        options.put(target, List.of(changed));
        return Answer.ok(TYPE, body(call, changed));
    }

    private TenantId target(Call call) {
        Optional<String> named = call.query("targetTenant");
        if (named.isEmpty()) {
            return call.caller().tenant();
        }
        TenantId target = Inputs.valid("options", () -> new TenantId(named.get()));
        return tenants.find(target)
                .orElseThrow(() -> new Rejected(Inputs.noSuchTenant(target)))
                .id();
    }

    private TenantOption present(Call call) {
        return options.find(call.caller().tenant(), name(call))
                .orElseThrow(() -> new Rejected(noSuchOption(name(call))));
    }

    private static Problem noSuchOption(TenantOption.Name name) {
        return Problem.notFound("options", "There is no option " + name + ".");
    }

    private static TenantOption.Name name(Call call) {
        return name(call.parameter("category"), call.parameter("key"));
    }

    private static TenantOption.Name name(String category, String key) {
        return Inputs.valid("options", () -> new TenantOption.Name(category, key));
    }

    private static Map<String, Object> values(List<TenantOption> ofOneCategory) {
        var values = new LinkedHashMap<String, Object>();
        ofOneCategory.forEach(option -> values.put(option.name().key(), shown(option)));
        return values;
    }

    private static Map<String, Object> body(Call call, TenantOption option) {
        var body = new LinkedHashMap<String, Object>();
        body.put("category", option.name().category());
        body.put("key", option.name().key());
        body.put("value", shown(option));
        body.put("editable", option.editable());
        body.put(
                "self",
                call.baseUrl() + OPTIONS + "/" + Inputs.step(option.name().category()) + "/"
                        + Inputs.step(option.name().key()));
        return body;
    }

    private static String shown(TenantOption option) {
        return option.name().isSecret() ? HIDDEN : option.value();
    }
}
