package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_READ;

import io.countersign.core.device.Device;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.token.Refusal;
import io.countersign.core.token.VerifyChain;
import io.countersign.core.trust.CertificateChain;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.ChainText;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.countersign.edge.http.TokenProblems;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `POST /tenant/trusted-certificates/verify-cert-chain`: what would become of a chain, without the device
/// (contract.md 2.2). Beyond the contract it tells why not, the path, and what the token endpoint would answer.
final class VerifyEndpoints {
    static final String VERIFY = "/tenant/trusted-certificates/verify-cert-chain";

    /// How many certificates a header may hold; a file holds as many as a token request may show.
    static final int IN_HEADER_MAX = 5;

    private static final String CHAIN_HEADER = "X-Cumulocity-Client-Cert-Chain";
    private static final String TENANT_HEADER = "X-Cumulocity-TenantId";
    private static final String TENANT_FIELD = "tenantId";
    private static final String RESOURCE = "Device Certificates";

    private final VerifyChain verifyChain;
    private final Tenants tenants;
    private final ChainText chainText;

    VerifyEndpoints(VerifyChain verifyChain, Tenants tenants, ChainText chainText) {
        this.verifyChain = verifyChain;
        this.tenants = tenants;
        this.chainText = chainText;
    }

    List<Route> routes() {
        Access reads = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN, ROLE_TENANT_MANAGEMENT_READ);
        return List.of(Route.of(HttpMethod.POST, VERIFY, reads, this::verify));
    }

    private Answer verify(Call call) {
        Optional<Form> form = Form.of(call);
        TenantId tenant = tenant(call, form);
        List<X509Certificate> certificates = certificates(call, form);
        var body = new LinkedHashMap<String, Object>();
        X509Certificate leaf = certificates.getFirst();
        return switch (verifyChain.verify(tenant, chain(certificates), call.now())) {
            case VerifyChain.Result.Holds(var path, var device, var refusal) -> {
                describe(body, true, tenant, leaf, path);
                device.ifPresent(known -> body.put("device", body(known)));
                body.put("tokenRequest", tokenRequest(refusal));
                yield Answer.ok(body);
            }
            case VerifyChain.Result.Fails(var fault, var path) -> {
                Problem problem = TokenProblems.of(new Refusal.Chain(fault));
                body.putAll(problem.body());
                describe(body, false, tenant, leaf, path);
                yield new Answer(problem.status(), "", Optional.of(body), Map.of());
            }
        };
    }

    /// The tenant that is named, which must be the caller's own unless the caller is of the management tenant.
    private TenantId tenant(Call call, Optional<Form> form) {
        TenantId own = call.caller().tenant();
        String named = form.flatMap(fields -> fields.text(TENANT_FIELD))
                .or(() -> call.header(TENANT_HEADER))
                .orElse(own.value());
        if (!named.equals(own.value()) && !own.isManagement()) {
            throw new Rejected(Problem.forbidden());
        }
        return Optional.of(named)
                .filter(TenantId::isValid)
                .map(TenantId::new)
                .filter(id -> tenants.find(id).isPresent())
                .orElseThrow(() -> new Rejected(Problem.notFound(RESOURCE, "Tenant Id doesn't exists")));
    }

    /// A file wins over a header.
    private List<X509Certificate> certificates(Call call, Optional<Form> form) {
        Optional<byte[]> file = form.flatMap(fields -> fields.part(UploadedFile.PART));
        if (file.isPresent()) {
            return chainText.read(new String(file.get(), StandardCharsets.ISO_8859_1), "The file");
        }
        String header = call.header(CHAIN_HEADER)
                .orElseThrow(() -> new Rejected(TokenProblems.chainUnreadable("The chain comes as part '"
                        + UploadedFile.PART + "' of multipart/form-data, or in the header " + CHAIN_HEADER + ".")));
        List<X509Certificate> certificates = chainText.read(header, CHAIN_HEADER);
        if (certificates.size() > IN_HEADER_MAX) {
            throw new Rejected(TokenProblems.chainUnreadable(CHAIN_HEADER + " holds at most " + IN_HEADER_MAX
                    + " certificates, not " + certificates.size() + "."));
        }
        return certificates;
    }

    private static CertificateChain chain(List<X509Certificate> certificates) {
        try {
            return CertificateChain.of(certificates.getFirst(), certificates.subList(1, certificates.size()));
        } catch (CertificateChain.TooLong tooLong) {
            throw new Rejected(TokenProblems.chainUnreadable(tooLong.getMessage() + "."));
        }
    }

    private static void describe(
            Map<String, Object> body,
            boolean isValid,
            TenantId tenant,
            X509Certificate leaf,
            List<X509Certificate> path) {
        body.put("successfullyValidated", isValid);
        body.put("tenantId", tenant.value());
        body.put("issuer", leaf.getIssuerX500Principal().toString());
        body.put("subject", leaf.getSubjectX500Principal().toString());
        List<String> subjects = new ArrayList<>();
        path.forEach(certificate ->
                subjects.add(certificate.getSubjectX500Principal().toString()));
        body.put("path", subjects);
    }

    private static Map<String, Object> body(Device device) {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", device.id().value());
        body.put("enabled", device.enabled());
        body.put("authenticationType", device.kind() == Device.Kind.CERTIFICATE ? "CERTIFICATES" : "BASIC");
        return body;
    }

    private static Map<String, Object> tokenRequest(Optional<Refusal> refusal) {
        var answer = new LinkedHashMap<String, Object>();
        Optional<Problem> problem = refusal.map(TokenProblems::of);
        answer.put("status", problem.map(Problem::status).orElse(200));
        problem.ifPresent(why -> {
            answer.put("reason", why.reason());
            why.detail().ifPresent(detail -> answer.put("detail", detail));
            why.hint().ifPresent(hint -> answer.put("hint", hint));
        });
        return answer;
    }
}
