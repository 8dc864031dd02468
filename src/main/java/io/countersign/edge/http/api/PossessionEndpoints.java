package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;

import io.countersign.core.trust.ProvePossession;
import io.countersign.core.trust.ProvePossession.Result;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Access.Whose;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.util.Base64;
import java.util.List;

/// `/tenant/tenants/{tenant}/trusted-certificates-pop/{fingerprint}`: a tenant proves to hold the key of a certificate
/// that it trusts (contract.md 2.2, 2.3).
final class PossessionEndpoints {
    private static final String POSSESSION = "/tenant/tenants/{tenant}/trusted-certificates-pop/{fingerprint}";
    private static final String SIGNED_CODE = "proofOfPossessionSignedVerificationCode";

    /// The longest signature in base64: one of RSA with 8192 bits has 1,368 characters, and line breaks may stand
    /// between.
    private static final int SIGNED_CODE_MAX = 2_000;

    private final TenantAnchors anchors;
    private final ProvePossession provePossession;

    PossessionEndpoints(TenantAnchors anchors, ProvePossession provePossession) {
        this.anchors = anchors;
        this.provePossession = provePossession;
    }

    List<Route> routes() {
        Access writes = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN);
        return List.of(
                Route.of(HttpMethod.POST, POSSESSION + "/verification-code", writes.on(Whose.OWN), this::drawCode),
                Route.of(HttpMethod.POST, POSSESSION + "/pop", writes.on(Whose.OWN), this::prove),
                Route.of(HttpMethod.POST, POSSESSION + "/confirmed", writes.on(Whose.ALL), this::confirm));
    }

    private Answer drawCode(Call call) {
        return answer(call, provePossession.drawCode(anchors.present(call), call.now()));
    }

    private Answer prove(Call call) {
        TrustAnchor anchor = anchors.present(call);
        byte[] signature = signature(call.json().text(SIGNED_CODE));
        return answer(call, provePossession.prove(anchor, signature, call.now()));
    }

    private Answer confirm(Call call) {
        return answer(call, provePossession.confirm(anchors.present(call)));
    }

    private static byte[] signature(String text) {
        if (text.length() > SIGNED_CODE_MAX) {
            throw invalid("is at most " + SIGNED_CODE_MAX + " characters, not " + text.length());
        }
        try {
            return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw invalid("is not the base64 of a signature");
        }
    }

    private static Rejected invalid(String rule) {
        return new Rejected(Problem.invalid("tenants", "'" + SIGNED_CODE + "' " + rule + "."));
    }

    private static Answer answer(Call call, Result result) {
        return switch (result) {
            case Result.Done(var anchor) -> Answer.ok("", AnchorJson.write(call, anchor));
            case Result.WrongSignature() -> throw new Rejected(wrongSignature(call));
            case Result.Unfit(var rule) ->
                throw new Rejected(Problem.of(422, "tenants/Unprocessable Entity", rule, "invalid_data"));
            case Result.Gone() -> throw TenantAnchors.absent(call);
        };
    }

    /// The words of contract.md 2.2.
    private static Problem wrongSignature(Call call) {
        return Problem.of(
                        400,
                        "tenants/Bad Request",
                        "Wrong Proof Of Possession plaintext used for tenant <'" + call.tenant() + "'>. Certificate <'"
                                + call.parameter(TenantAnchors.FINGERPRINT) + "'>, usage not granted.",
                        "wrong_signature")
                .detail("Cannot verify signature for certificate with fingerprint "
                        + call.parameter(TenantAnchors.FINGERPRINT) + " and tenant id " + call.tenant() + ".")
                .hint("Sign the present verification code with the private key of this certificate: "
                        + "openssl dgst -sha256 -sign key.pem code.txt | openssl base64 -A");
    }
}
