package io.countersign.edge.http.api;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;

/// Finds the tenant and the trusted certificate that a path names.
record TenantAnchors(Tenants tenants, TrustAnchors anchors) {
    /// The path parameter that names a certificate.
    static final String FINGERPRINT = "fingerprint";

    /// @throws Rejected with 404 if there is no such tenant
    static TenantId tenant(Tenants tenants, Call call) {
        TenantId id = call.tenant();
        if (tenants.find(id).isEmpty()) {
            throw new Rejected(Inputs.noSuchTenant(id));
        }
        return id;
    }

    /// @throws Rejected with 404 if there is no such tenant
    TenantId tenant(Call call) {
        return tenant(tenants, call);
    }

    /// @throws Rejected with 404 if the tenant has no such certificate
    TrustAnchor present(Call call) {
        TenantId tenant = tenant(call);
        return Fingerprint.parse(call.parameter(FINGERPRINT))
                .flatMap(fingerprint -> anchors.find(tenant, fingerprint))
                .orElseThrow(() -> absent(call));
    }

    /// The words of contract.md 2.2.
    static Rejected absent(Call call) {
        return new Rejected(Problem.notFound(
                "certificate", "Cannot find certificate with fingerprint " + call.parameter(FINGERPRINT)));
    }
}
