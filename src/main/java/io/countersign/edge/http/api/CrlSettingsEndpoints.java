package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_TENANT_ADMIN;
import static io.countersign.core.user.Role.ROLE_TENANT_MANAGEMENT_ADMIN;

import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationReason;
import io.countersign.core.revocation.RevokedCertificate;
import io.countersign.core.revocation.RevokedCertificates;
import io.countersign.core.revocation.RevokedEntry;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// `/tenant/trusted-certificates/settings/crl`: serial numbers that the tenant takes back (contract.md 2.4). What was
/// taken back stays so in this API; `/countersign/revocations` can undo it.
final class CrlSettingsEndpoints {
    static final String SETTINGS = "/tenant/trusted-certificates/settings/crl";
    private static final String RESOURCE = "Device Certificates";
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

    private final RevokedCertificates revoked;

    CrlSettingsEndpoints(RevokedCertificates revoked) {
        this.revoked = revoked;
    }

    List<Route> routes() {
        Access writes = Access.of(ROLE_TENANT_MANAGEMENT_ADMIN, ROLE_TENANT_ADMIN);
        return List.of(Route.of(HttpMethod.PUT, SETTINGS, writes, this::add));
    }

    private Answer add(Call call) {
        List<RevokedCertificate> certificates = new ArrayList<>();
        Optional<Form> form = Form.of(call);
        if (form.isPresent() || isCsv(call)) {
            for (RevokedTable.Row row : RevokedTable.read(UploadedFile.of(call))) {
                certificates.add(certificate(call, row.serial(), row.date()));
            }
        } else {
            for (JsonNode entry : entries(call)) {
                certificates.add(certificate(
                        call,
                        entry.path("serialNumberInHex").asString(""),
                        entry.path("revocationDate").asString("")));
            }
        }
        if (!revoked.addAll(call.caller().tenant(), certificates, call.now())) {
            throw new Rejected(Problem.invalid(
                    RESOURCE,
                    "A tenant takes back at most " + RevokedCertificates.PER_TENANT_MAX + " certificates by hand."));
        }
        return Answer.gone();
    }

    private static boolean isCsv(Call call) {
        return call.header("Content-Type")
                .filter(type -> type.startsWith("text/csv"))
                .isPresent();
    }

    private static JsonNode entries(Call call) {
        return call.json()
                .present("crls")
                .filter(JsonNode::isArray)
                .filter(entries -> entries.size() <= RevokedTable.ROWS_MAX)
                .orElseThrow(() -> new Rejected(
                        Problem.unreadable("'crls' is a list of at most " + RevokedTable.ROWS_MAX + " certificates.")));
    }

    /// One in the future counts from now on.
    private static RevokedCertificate certificate(Call call, String serial, String date) {
        Instant at = date.isEmpty() ? call.now() : date(date);
        Instant moment = at.isAfter(call.now()) ? call.now() : at;
        return new RevokedCertificate(
                new RevokedEntry.BySerial(Optional.empty(), Inputs.serial(serial)),
                new Revocation(moment, RevocationReason.UNSPECIFIED),
                call.caller().userName());
    }

    private static Instant date(String text) {
        try {
            return LocalDateTime.parse(text, DATE).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException unreadable) {
            throw new Rejected(Problem.of(
                    400,
                    RESOURCE + "/Bad Request",
                    "Unsupported date time format, supported format:yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
                    "unreadable"));
        }
    }
}
