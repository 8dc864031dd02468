package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_READ;

import io.countersign.core.revocation.Crl;
import io.countersign.core.revocation.Crls;
import io.countersign.core.revocation.KeepCrl;
import io.countersign.core.revocation.KeptCrl;
import io.countersign.core.revocation.KeptCrl.Origin;
import io.countersign.core.revocation.Outside;
import io.countersign.core.revocation.Outside.Source;
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

/// `/countersign/crls`: revocation lists of the tenant's CAs, uploaded as files or fetched; `/countersign/crl-sources`:
/// how it stands with those that are fetched.
final class CrlEndpoints {
    private static final String CRLS = "/countersign/crls";
    private static final String SOURCES = "/countersign/crl-sources";
    private static final String RESOURCE = "crls";

    private final Crls crls;
    private final Outside outside;
    private final KeepCrl keepCrl;
    private final ListReader reader = new ListReader();

    CrlEndpoints(Crls crls, Outside outside, KeepCrl keepCrl) {
        this.crls = crls;
        this.outside = outside;
        this.keepCrl = keepCrl;
    }

    List<Route> routes() {
        Access reads = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN, ROLE_TENANT_MANAGEMENT_READ);
        Access writes = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN);
        return List.of(
                Route.of(HttpMethod.GET, CRLS, reads, this::list),
                Route.of(HttpMethod.GET, SOURCES, reads, this::sources),
                new Route(HttpMethod.POST, CRLS, writes, Crl.BYTES_MAX, this::upload),
                Route.of(HttpMethod.DELETE, CRLS + "/{id}", writes, this::remove));
    }

    private Answer list(Call call) {
        List<KeptCrl> all = crls.of(call.caller().tenant());
        List<Map<String, Object>> entries = PagedList.part(all, call.page()).stream()
                .map(kept -> body(call, kept))
                .toList();
        return Answer.ok("", new PagedList(RESOURCE, entries, all.size()).body(call));
    }

    private Answer sources(Call call) {
        List<Source> all = outside.sources(call.caller().tenant());
        List<Map<String, Object>> entries = PagedList.part(all, call.page()).stream()
                .map(CrlEndpoints::body)
                .toList();
        return Answer.ok("", new PagedList("sources", entries, all.size()).body(call));
    }

    private static Map<String, Object> body(Source source) {
        var body = new LinkedHashMap<String, Object>();
        body.put("uri", source.uri());
        body.put("state", state(source));
        source.fetchedAt().ifPresent(moment -> body.put("fetched", Inputs.time(moment)));
        body.put("nextFetch", Inputs.time(source.nextAt()));
        body.put("failures", source.failures());
        source.failure().ifPresent(sentence -> body.put("failure", sentence));
        return body;
    }

    private static String state(Source source) {
        if (source.failures() > 0) {
            return "failing";
        }
        return source.fetchedAt().isPresent() ? "fetched" : "waiting";
    }

    private Answer upload(Call call) {
        byte[] bytes =
                Form.of(call).flatMap(form -> form.part(UploadedFile.PART)).orElseGet(call::body);
        KeepCrl.Result result =
                reader.read(() -> keepCrl.keep(call.caller().tenant(), bytes, "", List.of(), call.now()));
        return switch (result) {
            case KeepCrl.Result.Kept(var kept) ->
                Answer.created("", body(call, kept), call.baseUrl() + CRLS + "/" + kept.id());
            case KeepCrl.Result.Unfit(var rule) -> throw new Rejected(Problem.invalid(RESOURCE, rule));
        };
    }

    private Answer remove(Call call) {
        if (!crls.remove(call.caller().tenant(), call.parameter("id"))) {
            throw new Rejected(Problem.notFound(RESOURCE, "There is no revocation list " + call.parameter("id") + "."));
        }
        return Answer.gone();
    }

    private static Map<String, Object> body(Call call, KeptCrl kept) {
        Crl.Header header = kept.list().header();
        var body = new LinkedHashMap<String, Object>();
        body.put("id", kept.id());
        body.put("issuer", header.issuer().getName());
        header.number().ifPresent(number -> body.put("number", number.toString()));
        header.base().ifPresent(base -> body.put("baseNumber", base.toString()));
        body.put("thisUpdate", Inputs.time(header.thisUpdate()));
        header.nextUpdate().ifPresent(next -> body.put("nextUpdate", Inputs.time(next)));
        body.put("revokedCertificates", kept.list().size());
        body.put("source", kept.origin() == Origin.UPLOADED ? "upload" : kept.source());
        body.put("keptSince", Inputs.time(kept.keptSince()));
        body.put("self", call.baseUrl() + CRLS + "/" + kept.id());
        return body;
    }
}
