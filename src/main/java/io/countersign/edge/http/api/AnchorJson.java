package io.countersign.edge.http.api;

import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchor.Use;
import io.countersign.core.trust.UploadAnchor;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.JsonBody;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;

/// A trusted certificate as contract.md 2.1 shows it, read and written.
final class AnchorJson {
    private static final String ENABLED = "ENABLED";
    private static final String DISABLED = "DISABLED";

    private AnchorJson() {}

    /// What is to be uploaded.
    ///
    /// @throws Rejected with 422 if it says nothing that can be
    static UploadAnchor.Upload upload(JsonBody json, Use use) {
        return new UploadAnchor.Upload(
                CertificateText.read(json.text("certInPemFormat")),
                new UploadAnchor.Settings(
                        json.optionalText("name"),
                        isEnabled(json.text("status")),
                        json.optionalFlag("autoRegistrationEnabled").orElse(false),
                        use));
    }

    /// The same certificate with what the body changes of it.
    ///
    /// @throws Rejected with 422 if it says anything that cannot be
    static TrustAnchor changed(TrustAnchor before, JsonBody json) {
        return Inputs.valid(
                "certificate",
                () -> before.with(
                        Inputs.changed(json, "name", before.name()),
                        json.optionalText("status").map(AnchorJson::isEnabled).orElse(before.enabled()),
                        json.optionalFlag("autoRegistrationEnabled").orElse(before.autoRegistration())));
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

    static Map<String, Object> write(Call call, TrustAnchor anchor) {
        X509Certificate certificate = anchor.certificate();
        var body = new LinkedHashMap<String, Object>();
        anchor.name().ifPresent(name -> body.put("name", name));
        body.put("fingerprint", anchor.fingerprint().hex());
        body.put("status", anchor.enabled() ? ENABLED : DISABLED);
        body.put("autoRegistrationEnabled", anchor.autoRegistration());
        body.put("addToTrustStore", anchor.use() == Use.ANCHOR);
        body.put("effective", anchor.effective());
        body.put("algorithmName", certificate.getSigAlgName());
        body.put("version", certificate.getVersion());
        body.put("serialNumber", certificate.getSerialNumber().toString());
        // X500Principal writes the parts of a name last first, joined by comma and space: what contract.md 2.1 wants
        body.put("subject", certificate.getSubjectX500Principal().toString());
        body.put("issuer", certificate.getIssuerX500Principal().toString());
        body.put("notBefore", Inputs.time(certificate.getNotBefore().toInstant()));
        body.put("notAfter", Inputs.time(certificate.getNotAfter().toInstant()));
        body.put("tenantCertificateAuthority", false);
        body.put("proofOfPossessionValid", anchor.possession().proven());
        anchor.possession().code().ifPresent(code -> {
            body.put("proofOfPossessionUnsignedVerificationCode", code.text());
            body.put("proofOfPossessionVerificationCodeUsableUntil", Inputs.time(code.usableUntil()));
        });
        body.put("certInPemFormat", CertificateText.write(certificate));
        body.put("self", self(call, anchor));
        return body;
    }

    static String self(Call call, TrustAnchor anchor) {
        return call.baseUrl() + "/tenant/tenants/" + anchor.tenant() + "/trusted-certificates/"
                + anchor.fingerprint().hex();
    }
}
