package io.countersign.edge.http.api;

import static io.countersign.core.user.Role.ROLE_DEVICE_CONTROL_ADMIN;

import io.countersign.core.device.DeviceId;
import io.countersign.core.device.RegisterDevices;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.Tenants;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.Route;
import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `POST /devicecontrol/bulkNewDeviceRequests`: registers devices from a CSV file (contract.md 4).
final class DeviceEndpoints {
    private static final String BULK = "/devicecontrol/bulkNewDeviceRequests";
    private static final int BODY_BYTES_MAX = 16 << 20;

    private final RegisterDevices registerDevices;
    private final Tenants tenants;

    DeviceEndpoints(RegisterDevices registerDevices, Tenants tenants) {
        this.registerDevices = registerDevices;
        this.tenants = tenants;
    }

    List<Route> routes() {
        return List.of(
                new Route(HttpMethod.POST, BULK, Access.of(ROLE_DEVICE_CONTROL_ADMIN), BODY_BYTES_MAX, this::register));
    }

    private Answer register(Call call) {
        List<DeviceTable.Row> rows = DeviceTable.read(UploadedFile.of(call));
        Map<TenantId, List<DeviceId>> wanted = new LinkedHashMap<>();
        List<Map<String, Object>> failed = new ArrayList<>();
        for (DeviceTable.Row row : rows) {
            tenantOf(call, row)
                    .ifPresentOrElse(
                            tenant -> row.device()
                                    .ifPresentOrElse(
                                            device -> wanted.computeIfAbsent(tenant, _ -> new ArrayList<>())
                                                    .add(device),
                                            () -> failed.add(failure(row, row.complaint()))),
                            () -> failed.add(failure(row, "There is no tenant '" + row.tenant() + "'.")));
        }
        return answer(call, wanted, failed);
    }

    /// The column `TENANT` counts for callers of the management tenant only (contract.md 4).
    private Optional<TenantId> tenantOf(Call call, DeviceTable.Row row) {
        TenantId own = call.caller().tenant();
        if (!own.isManagement() || row.tenant().isEmpty()) {
            return Optional.of(own);
        }
        return Optional.of(row.tenant())
                .filter(TenantId::isValid)
                .map(TenantId::new)
                .filter(tenant -> tenants.find(tenant).isPresent());
    }

    private Answer answer(Call call, Map<TenantId, List<DeviceId>> wanted, List<Map<String, Object>> failed) {
        List<Map<String, Object>> updated = new ArrayList<>();
        int created = 0;
        int successful = 0;
        for (var ofTenant : wanted.entrySet()) {
            List<DeviceId> ids = ofTenant.getValue();
            List<RegisterDevices.Result> results = registerDevices.register(ofTenant.getKey(), ids, call.now());
            for (int i = 0; i < ids.size(); i++) {
                successful++;
                switch (results.get(i)) {
                    case CREATED -> created++;
                    case CREDENTIAL_UPDATED ->
                        updated.add(Map.of(
                                "bulkNewDeviceStatus",
                                "CREDENTIAL_UPDATED",
                                "deviceId",
                                ids.get(i).value()));
                }
            }
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("numberOfAll", successful + failed.size());
        body.put("numberOfCreated", created);
        body.put("numberOfFailed", failed.size());
        body.put("numberOfSuccessful", successful);
        body.put("credentialUpdatedList", updated);
        body.put("failedCreationList", failed);
        return Answer.created("bulknewdevicerequest", body, call.baseUrl() + BULK);
    }

    private static Map<String, Object> failure(DeviceTable.Row row, String reason) {
        var failure = new LinkedHashMap<String, Object>();
        failure.put("bulkNewDeviceStatus", "FAILED");
        failure.put("deviceId", row.id());
        failure.put("failureReason", reason);
        failure.put("line", Long.toString(row.line()));
        return failure;
    }
}
