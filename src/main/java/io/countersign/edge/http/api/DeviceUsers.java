package io.countersign.edge.http.api;

import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.device.Devices;
import io.countersign.core.tenant.TenantId;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Call;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Devices as the users `device_<id>` of their tenant.
final class DeviceUsers {
    private static final String PREFIX = "device_";

    private final Devices devices;

    DeviceUsers(Devices devices) {
        this.devices = devices;
    }

    /// @param userNamePrefix with or without `device_`
    Map<String, Object> page(Call call, TenantId tenant, String userNamePrefix) {
        String idPrefix =
                userNamePrefix.startsWith(PREFIX) ? userNamePrefix.substring(PREFIX.length()) : userNamePrefix;
        List<Map<String, Object>> entries = devices.page(tenant, idPrefix, call.page()).stream()
                .map(device -> body(call, device))
                .toList();
        return new PagedList("users", entries, devices.count(tenant, idPrefix)).body(call);
    }

    /// A device that is to prove itself by password, so that its certificate is refused until it is registered for
    /// that.
    /// We offer no password login for devices and keep no password.
    Answer create(Call call, TenantId tenant, String userName) {
        DeviceId id = Inputs.valid("user", () -> DeviceId.ofUserName(userName));
        var device = new Device(tenant, id, Kind.PASSWORD, true, call.now().truncatedTo(ChronoUnit.MILLIS));
        if (devices.find(tenant, id).isPresent() || !devices.register(device).equals(device)) {
            throw new Rejected(Problem.conflict("user", "There is a user '" + userName + "' already."));
        }
        Map<String, Object> body = body(call, device);
        return Answer.created("user", body, String.valueOf(body.get("self")));
    }

    Answer show(Call call, TenantId tenant, String userName) {
        return Answer.ok("user", body(call, present(tenant, userName)));
    }

    Answer change(Call call, TenantId tenant, String userName) {
        Device device = present(tenant, userName);
        boolean enabled = call.json().optionalFlag("enabled").orElse(device.enabled());
        if (!devices.setEnabled(tenant, device.id(), enabled)) {
            throw new Rejected(noSuchUser(userName));
        }
        return Answer.ok("user", body(call, device.withEnabled(enabled)));
    }

    Answer remove(TenantId tenant, String userName) {
        if (!devices.remove(tenant, present(tenant, userName).id())) {
            throw new Rejected(noSuchUser(userName));
        }
        return Answer.gone();
    }

    static Problem noSuchUser(String userName) {
        return Problem.notFound("user", "There is no user '" + userName + "'.");
    }

    private Device present(TenantId tenant, String userName) {
        try {
            return devices.find(tenant, DeviceId.ofUserName(userName))
                    .orElseThrow(() -> new Rejected(noSuchUser(userName)));
        } catch (IllegalArgumentException noDeviceId) {
            throw new Rejected(noSuchUser(userName));
        }
    }

    private static Map<String, Object> body(Call call, Device device) {
        String userName = device.id().userName();
        var body = new LinkedHashMap<String, Object>();
        body.put("id", userName);
        body.put("userName", userName);
        body.put("enabled", device.enabled());
        body.put("authenticationType", device.kind() == Kind.CERTIFICATE ? "CERTIFICATES" : "BASIC");
        body.put("creationTime", Inputs.time(device.registeredAt()));
        body.put("self", call.baseUrl() + "/user/" + device.tenant() + "/users/" + Inputs.step(userName));
        return body;
    }
}
