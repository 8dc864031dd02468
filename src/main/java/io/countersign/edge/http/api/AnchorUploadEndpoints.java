package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchor.Use;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.core.trust.UploadAnchor;
import io.countersign.core.trust.UploadAnchor.Result;
import io.countersign.core.trust.UploadAnchor.Results;
import io.countersign.core.trust.UploadAnchor.Upload;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Access.Whose;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.JsonBody;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Uploads of trusted certificates, one or many together (contract.md 2.2, 2.3).
final class AnchorUploadEndpoints {
    private static final String PLAIN = "";
    private static final String CERTIFICATES = "certificates";

    private final UploadAnchor uploadAnchor;
    private final Tenants tenants;

    AnchorUploadEndpoints(UploadAnchor uploadAnchor, Tenants tenants) {
        this.uploadAnchor = uploadAnchor;
        this.tenants = tenants;
    }

    List<Route> routes() {
        Access writes =
                Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN).on(Whose.OWN);
        return List.of(
                Route.of(HttpMethod.POST, AnchorEndpoints.ANCHORS, writes, this::upload),
                Route.of(HttpMethod.POST, AnchorEndpoints.ANCHORS + "/bulk", writes, this::uploadAll));
    }

    private Answer upload(Call call) {
        TenantId tenant = TenantAnchors.tenant(tenants, call);
        Upload upload = AnchorJson.upload(call.json(), use(call));
        Result result = Inputs.valid(
                "certificate", () -> uploadAnchor.upload(tenant, upload.certificate(), upload.settings(), call.now()));
        if (result instanceof Result.Uploaded(var anchor)) {
            return Answer.created(PLAIN, AnchorJson.write(call, anchor), AnchorJson.self(call, anchor));
        }
        throw new Rejected(problem(result, upload));
    }

    private static Use use(Call call) {
        boolean isIntermediate =
                call.query("addToTrustStore").filter("false"::equalsIgnoreCase).isPresent();
        return isIntermediate ? Use.INTERMEDIATE : Use.ANCHOR;
    }

    private Answer uploadAll(Call call) {
        TenantId tenant = TenantAnchors.tenant(tenants, call);
        List<Upload> uploads = uploads(call.json().objects(CERTIFICATES), use(call));
        Results results = Inputs.valid("certificate", () -> uploadAnchor.uploadAll(tenant, uploads, call.now()));
        return switch (results) {
            case Results.Uploaded(var anchors) -> Answer.created(PLAIN, collection(call, anchors));
            case Results.Refused(var place, var why) -> throw new Rejected(at(place, problem(why, uploads.get(place))));
        };
    }

    private static List<Upload> uploads(List<JsonBody> bodies, Use use) {
        if (bodies.isEmpty() || bodies.size() > UploadAnchor.TOGETHER_MAX) {
            throw new Rejected(Problem.invalid(
                    "certificate",
                    "'" + CERTIFICATES + "' holds 1 to " + UploadAnchor.TOGETHER_MAX + " certificates, not "
                            + bodies.size() + "."));
        }
        var uploads = new ArrayList<Upload>();
        for (JsonBody body : bodies) {
            try {
                uploads.add(AnchorJson.upload(body, use));
            } catch (Rejected rejected) {
                throw new Rejected(at(uploads.size(), rejected.problem()));
            }
        }
        return uploads;
    }

    /// The problem of one of several certificates.
    private static Problem at(int place, Problem problem) {
        return problem.inFront("Certificate at index " + place + ", so none was uploaded: ");
    }

    private static Map<String, Object> collection(Call call, List<TrustAnchor> anchors) {
        var body = new LinkedHashMap<String, Object>();
        body.put(
                CERTIFICATES,
                anchors.stream().map(anchor -> AnchorJson.write(call, anchor)).toList());
        String list = call.path().substring(0, call.path().lastIndexOf('/'));
        body.put("self", call.baseUrl() + list);
        body.put("statistics", Map.of("currentPage", 1, "pageSize", anchors.size()));
        return body;
    }

    private Problem problem(Result result, Upload upload) {
        return switch (result) {
            case Result.Uploaded _ -> throw new IllegalStateException("an uploaded certificate was not refused");
            case Result.Unfit(var rule) -> Problem.invalid("certificate", rule);
            case Result.Rejected(var why) -> problem(why, upload);
        };
    }

    private Problem problem(TrustAnchors.Added why, Upload upload) {
        String certificate = "The certificate with fingerprint "
                + Fingerprint.of(upload.certificate()).hex();
        return switch (why) {
            case ADDED -> throw new IllegalStateException("an added anchor was not rejected");
            case ALREADY_YOURS -> Problem.conflict("certificate", certificate + " is already uploaded to this tenant.");
            case YOURS_FOR_ANOTHER_USE ->
                Problem.conflict(
                                "certificate",
                                certificate + " is already uploaded to this tenant as "
                                        + (upload.settings().use() == Use.ANCHOR
                                                ? "an intermediate, not as a trusted one."
                                                : "a trusted one, not as an intermediate."))
                        .hint("Delete it first, then upload it for its new use.");
            case TAKEN_BY_ANOTHER_TENANT ->
                Problem.conflict("certificate", "The key of this certificate is in use and cannot be trusted twice.")
                        .hint("A key anchors the trust of one tenant only. Ask the operator if this one is yours.");
            case TOO_MANY ->
                Problem.invalid(
                        "certificate",
                        "A tenant has at most " + TrustAnchors.PER_TENANT_MAX + " trusted certificates, and at most "
                                + TrustAnchors.PER_SUBJECT_MAX + " with one subject.");
        };
    }
}
