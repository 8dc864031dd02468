package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_READ;

import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationReason;
import io.countersign.core.revocation.RevokedCertificate;
import io.countersign.core.revocation.RevokedCertificates;
import io.countersign.core.revocation.RevokedCertificates.Event;
import io.countersign.core.revocation.RevokedEntry;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.Thumbprint;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.JsonBody;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// `/countersign/revocations`: certificates that the tenant takes back by hand, with a reason; each can be
/// undone, and who did what is kept.
final class RevocationEndpoints {
    private static final String REVOCATIONS = "/countersign/revocations";
    private static final String RESOURCE = "revocations";
    private static final int HEX = 16;

    private final RevokedCertificates revoked;

    RevocationEndpoints(RevokedCertificates revoked) {
        this.revoked = revoked;
    }

    List<Route> routes() {
        Access reads = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN, ROLE_TENANT_MANAGEMENT_READ);
        Access writes = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN);
        return List.of(
                Route.of(HttpMethod.GET, REVOCATIONS, reads, this::list),
                Route.of(HttpMethod.POST, REVOCATIONS, writes, this::add),
                Route.of(HttpMethod.GET, REVOCATIONS + "/events", reads, this::events),
                Route.of(HttpMethod.DELETE, REVOCATIONS + "/{serial}", writes, this::undoSerial),
                Route.of(
                        HttpMethod.DELETE, REVOCATIONS + "/fingerprints/{fingerprint}", writes, this::undoFingerprint));
    }

    private Answer list(Call call) {
        TenantId tenant = call.caller().tenant();
        List<Map<String, Object>> entries = revoked.page(tenant, call.page()).stream()
                .map(RevocationEndpoints::body)
                .toList();
        return Answer.ok("", new PagedList(RESOURCE, entries, revoked.count(tenant)).body(call));
    }

    private Answer add(Call call) {
        JsonBody json = call.json();
        RevokedEntry entry = entry(json);
        RevocationReason reason =
                json.optionalText("reason").map(RevocationEndpoints::reason).orElse(RevocationReason.UNSPECIFIED);
        var taken = Inputs.valid(
                RESOURCE,
                () -> new RevokedCertificate(
                        entry, new Revocation(call.now(), reason), call.caller().userName()));
        if (!revoked.addAll(call.caller().tenant(), List.of(taken), call.now())) {
            throw new Rejected(Problem.invalid(
                    RESOURCE,
                    "A tenant takes back at most " + RevokedCertificates.PER_TENANT_MAX + " certificates by hand."));
        }
        return Answer.created("", body(taken), call.baseUrl() + REVOCATIONS);
    }

    /// A certificate is named by itself, by its fingerprint, or by its serial number.
    private static RevokedEntry entry(JsonBody json) {
        Optional<X509Certificate> certificate = json.optionalText("certificate").map(CertificateText::read);
        Optional<String> fingerprint = json.optionalText("fingerprint");
        Optional<String> serial = json.optionalText("serialNumber");
        Optional<X500Principal> issuer = json.optionalText("issuer").map(RevocationEndpoints::issuer);
        if (fingerprint.isPresent() && (certificate.isPresent() || serial.isPresent() || issuer.isPresent())) {
            throw new Rejected(Problem.invalid(
                    RESOURCE, "'fingerprint' stands alone: it names a certificate, whoever issued it."));
        }
        if (fingerprint.isPresent()) {
            return byFingerprint(fingerprint.get());
        }
        return certificate
                .map(shown -> bySerial(Optional.of(shown.getIssuerX500Principal()), shown.getSerialNumber()))
                .orElseGet(() -> bySerial(issuer, Inputs.serial(json.text("serialNumber"))));
    }

    private static RevokedEntry bySerial(Optional<X500Principal> issuer, BigInteger serial) {
        return Inputs.valid(RESOURCE, () -> new RevokedEntry.BySerial(issuer, serial));
    }

    private static RevokedEntry byFingerprint(String text) {
        return Inputs.valid(RESOURCE, () -> new RevokedEntry.ByThumbprint(Thumbprint.ofHex(text)));
    }

    private Answer undoSerial(Call call) {
        Optional<X500Principal> issuer = call.query("issuer").map(RevocationEndpoints::issuer);
        String named = "serial number " + call.parameter("serial")
                + issuer.map(name -> " of '" + name.getName() + "'").orElse(" and no issuer");
        return undo(call, bySerial(issuer, Inputs.serial(call.parameter("serial"))), named);
    }

    private Answer undoFingerprint(Call call) {
        String fingerprint = call.parameter("fingerprint");
        return undo(call, byFingerprint(fingerprint), "fingerprint " + fingerprint);
    }

    private Answer undo(Call call, RevokedEntry entry, String named) {
        if (!revoked.undo(call.caller().tenant(), entry, call.caller().userName(), call.now())) {
            throw new Rejected(Problem.notFound(RESOURCE, "No certificate with " + named + " was taken back by hand."));
        }
        return Answer.gone();
    }

    private Answer events(Call call) {
        List<Map<String, Object>> events = revoked.events(call.caller().tenant(), call.page()).stream()
                .map(RevocationEndpoints::body)
                .toList();
        return Answer.ok(Map.of("events", events));
    }

    private static X500Principal issuer(String text) {
        return Inputs.valid(RESOURCE, () -> {
            try {
                return new X500Principal(text);
            } catch (IllegalArgumentException unreadable) {
                throw new IllegalArgumentException(
                        "'issuer' is a name such as CN=Acme Issuing,O=Acme, not '" + text + "'", unreadable);
            }
        });
    }

    private static RevocationReason reason(String text) {
        return Arrays.stream(RevocationReason.values())
                .filter(reason -> reason.code().equals(text))
                .findFirst()
                .orElseThrow(() -> new Rejected(Problem.invalid(
                        RESOURCE,
                        "'reason' is one of "
                                + Arrays.stream(RevocationReason.values())
                                        .map(RevocationReason::code)
                                        .toList()
                                + ", not '" + text + "'.")));
    }

    private static Map<String, Object> body(RevokedCertificate certificate) {
        var body = body(certificate.entry(), certificate.revocation().reason());
        body.put("revocationDate", Inputs.time(certificate.revocation().at()));
        body.put("revokedBy", certificate.by());
        return body;
    }

    private static Map<String, Object> body(Event event) {
        var body = body(event.entry(), event.reason());
        body.put("time", Inputs.time(event.at()));
        body.put("by", event.by());
        body.put("action", event.wasRevoked() ? "revoked" : "undone");
        return body;
    }

    private static Map<String, Object> body(RevokedEntry entry, RevocationReason reason) {
        var body = new LinkedHashMap<String, Object>();
        switch (entry) {
            case RevokedEntry.BySerial(var issuer, var serial) -> {
                body.put("serialNumber", serial.toString(HEX));
                issuer.ifPresent(name -> body.put("issuer", name.getName()));
            }
            case RevokedEntry.ByThumbprint(var thumbprint) -> body.put("fingerprint", thumbprint.hex());
        }
        body.put("reason", reason.code());
        return body;
    }
}
