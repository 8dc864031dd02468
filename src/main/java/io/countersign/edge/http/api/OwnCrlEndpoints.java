package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_READ;

import io.countersign.core.revocation.PublishCrl;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What the tenant took back by hand as a revocation list that we sign (contract.md 2.4), and the certificate that
/// others check it with.
final class OwnCrlEndpoints {
    private static final String SIGNER = "/countersign/crl-signer";

    private final PublishCrl publishCrl;

    OwnCrlEndpoints(PublishCrl publishCrl) {
        this.publishCrl = publishCrl;
    }

    List<Route> routes() {
        Access reads = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN, ROLE_TENANT_MANAGEMENT_READ);
        return List.of(
                Route.of(HttpMethod.GET, CrlSettingsEndpoints.SETTINGS, reads, this::list),
                Route.of(HttpMethod.GET, SIGNER, reads, this::signer));
    }

    private Answer list(Call call) {
        return Answer.file(
                "application/pkix-crl", publishCrl.publish(call.caller().tenant(), call.now()));
    }

    private Answer signer(Call call) {
        String pem = CertificateText.pem(publishCrl.certificate(call.caller().tenant(), call.now()));
        return Answer.file("application/pem-certificate-chain", pem.getBytes(StandardCharsets.US_ASCII));
    }
}
