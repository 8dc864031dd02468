package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_READ;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.core.trust.UploadAnchor;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Access.Whose;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.JsonBody;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `/tenant/tenants/{tenant}/trusted-certificates`: whom a tenant trusts (contract.md 2).
final class AnchorEndpoints {
    private static final String ANCHORS = "/tenant/tenants/{tenant}/trusted-certificates";
    private static final String ANCHOR = ANCHORS + "/{fingerprint}";
    private static final String PLAIN = "";
    private static final String ENABLED = "ENABLED";
    private static final String DISABLED = "DISABLED";

    private final TrustAnchors anchors;
    private final UploadAnchor uploadAnchor;
    private final Tenants tenants;

    AnchorEndpoints(TrustAnchors anchors, UploadAnchor uploadAnchor, Tenants tenants) {
        this.anchors = anchors;
        this.uploadAnchor = uploadAnchor;
        this.tenants = tenants;
    }

    List<Route> routes() {
        Access reads = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN, ROLE_TENANT_MANAGEMENT_READ)
                .on(Whose.OWN_OR_MANAGED);
        Access writes = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN);
        return List.of(
                Route.of(HttpMethod.GET, ANCHORS, reads, this::list),
                Route.of(HttpMethod.POST, ANCHORS, writes.on(Whose.OWN), this::upload),
                Route.of(HttpMethod.GET, ANCHOR, reads, call -> Answer.ok(PLAIN, body(call, present(call)))),
                Route.of(HttpMethod.PUT, ANCHOR, writes.on(Whose.OWN_OR_MANAGED), this::change),
                Route.of(HttpMethod.DELETE, ANCHOR, writes.on(Whose.OWN_OR_MANAGED), this::remove));
    }

    private Answer list(Call call) {
        // a tenant has no certificate authority of its own here, so a list of nothing else is empty
        List<TrustAnchor> all = call.asks("certificateAuthority") ? List.of() : anchors.of(tenant(call));
        List<Map<String, Object>> entries = PagedList.part(all, call.page()).stream()
                .map(anchor -> body(call, anchor))
                .toList();
        return Answer.ok(PLAIN, new PagedList("certificates", entries, all.size()).body(call));
    }

    private Answer upload(Call call) {
        TenantId tenant = tenant(call);
        if (call.query("addToTrustStore").filter("false"::equalsIgnoreCase).isPresent()) {
            throw new Rejected(Problem.invalid(
                    "certificate", "addToTrustStore=false is not supported: every uploaded certificate is trusted."));
        }
        JsonBody json = call.json();
        X509Certificate certificate = CertificateText.read(json.text("certInPemFormat"));
        var settings = new UploadAnchor.Settings(
                json.optionalText("name"),
                isEnabled(json.text("status")),
                json.optionalFlag("autoRegistrationEnabled").orElse(false));
        var result = Inputs.valid("certificate", () -> uploadAnchor.upload(tenant, certificate, settings, call.now()));
        return switch (result) {
            case UploadAnchor.Result.Uploaded(var anchor) -> {
                Map<String, Object> body = body(call, anchor);
                yield Answer.created(PLAIN, body, String.valueOf(body.get("self")));
            }
            case UploadAnchor.Result.Unfit(var rule) -> throw new Rejected(Problem.invalid("certificate", rule));
            case UploadAnchor.Result.Rejected(var why) -> throw new Rejected(problem(why, certificate));
        };
    }

    private static Problem problem(TrustAnchors.Added why, X509Certificate certificate) {
        return switch (why) {
            case ADDED -> throw new IllegalStateException("an added anchor was not rejected");
            case ALREADY_YOURS ->
                Problem.conflict(
                        "certificate",
                        "The certificate with fingerprint "
                                + Fingerprint.of(certificate).hex() + " is already uploaded to this tenant.");
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

    private Answer change(Call call) {
        TrustAnchor old = present(call);
        JsonBody json = call.json();
        TrustAnchor changed = Inputs.valid(
                "certificate",
                () -> new TrustAnchor(
                        old.id(),
                        old.tenant(),
                        old.certificate(),
                        old.fingerprint(),
                        Inputs.changed(json, "name", old.name()),
                        json.optionalText("status")
                                .map(AnchorEndpoints::isEnabled)
                                .orElse(old.enabled()),
                        json.optionalFlag("autoRegistrationEnabled").orElse(old.autoRegistration())));
        if (!anchors.replace(changed)) {
            throw new Rejected(noSuchAnchor(call));
        }
        return Answer.ok(PLAIN, body(call, changed));
    }

    private Answer remove(Call call) {
        if (!anchors.remove(present(call).id())) {
            throw new Rejected(noSuchAnchor(call));
        }
        return Answer.gone();
    }

    private static boolean isEnabled(String status) {
        return switch (status) {
            case ENABLED -> true;
            case DISABLED -> false;
            default ->
                throw new Rejected(Problem.invalid(
                        "certificate", "'status' is " + ENABLED + " or " + DISABLED + ", not '" + status + "'."));
        };
    }

    private TenantId tenant(Call call) {
        TenantId id = call.tenant();
        if (tenants.find(id).isEmpty()) {
            throw new Rejected(Inputs.noSuchTenant(id));
        }
        return id;
    }

    private TrustAnchor present(Call call) {
        TenantId tenant = tenant(call);
        return Fingerprint.parse(call.parameter("fingerprint"))
                .flatMap(fingerprint -> anchors.find(tenant, fingerprint))
                .orElseThrow(() -> new Rejected(noSuchAnchor(call)));
    }

    private static Problem noSuchAnchor(Call call) {
        return Problem.notFound(
                "certificate", "Cannot find certificate with fingerprint " + call.parameter("fingerprint"));
    }

    private static Map<String, Object> body(Call call, TrustAnchor anchor) {
        X509Certificate certificate = anchor.certificate();
        var body = new LinkedHashMap<String, Object>();
        anchor.name().ifPresent(name -> body.put("name", name));
        body.put("fingerprint", anchor.fingerprint().hex());
        body.put("status", anchor.enabled() ? ENABLED : DISABLED);
        body.put("autoRegistrationEnabled", anchor.autoRegistration());
        body.put("algorithmName", certificate.getSigAlgName());
        body.put("version", certificate.getVersion());
        body.put("serialNumber", certificate.getSerialNumber().toString());
        // X500Principal writes the parts of a name last first, joined by comma and space: what contract.md 2.1 wants
        body.put("subject", certificate.getSubjectX500Principal().toString());
        body.put("issuer", certificate.getIssuerX500Principal().toString());
        body.put("notBefore", Inputs.time(certificate.getNotBefore().toInstant()));
        body.put("notAfter", Inputs.time(certificate.getNotAfter().toInstant()));
        body.put("tenantCertificateAuthority", false);
        body.put("proofOfPossessionValid", false);
        body.put("certInPemFormat", CertificateText.write(certificate));
        body.put(
                "self",
                call.baseUrl() + "/tenant/tenants/" + anchor.tenant() + "/trusted-certificates/"
                        + anchor.fingerprint().hex());
        return body;
    }
}
