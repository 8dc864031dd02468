package io.countersign.core.user;

import java.util.EnumSet;
import java.util.Set;

/// A right that a caller of the API may have, under the name that Cumulocity gives it (contract.md 2.2, 3, 4).
public enum Role {
    ROLE_ALARM_READ,
    ROLE_AUDIT_READ,
    ROLE_DEVICE,
    ROLE_DEVICE_CONTROL_ADMIN,
    ROLE_DEVICE_CONTROL_READ,
    ROLE_EVENT_READ,
    ROLE_IDENTITY_ADMIN,
    ROLE_IDENTITY_READ,
    ROLE_INVENTORY_CREATE,
    ROLE_INVENTORY_READ,
    ROLE_MEASUREMENT_READ,
    ROLE_OPTION_MANAGEMENT_ADMIN,
    ROLE_OPTION_MANAGEMENT_READ,
    ROLE_TENANT_ADMIN,
    ROLE_TENANT_MANAGEMENT_ADMIN,
    ROLE_TENANT_MANAGEMENT_READ,
    ROLE_USER_MANAGEMENT_ADMIN,
    ROLE_USER_MANAGEMENT_OWN_ADMIN,
    ROLE_USER_MANAGEMENT_OWN_READ,
    ROLE_USER_MANAGEMENT_READ;

    private static final Set<Role> DEVICE_ONLY = EnumSet.of(
            ROLE_ALARM_READ,
            ROLE_AUDIT_READ,
            ROLE_DEVICE,
            ROLE_DEVICE_CONTROL_READ,
            ROLE_EVENT_READ,
            ROLE_IDENTITY_ADMIN,
            ROLE_IDENTITY_READ,
            ROLE_INVENTORY_CREATE,
            ROLE_INVENTORY_READ,
            ROLE_MEASUREMENT_READ,
            ROLE_USER_MANAGEMENT_OWN_ADMIN,
            ROLE_USER_MANAGEMENT_OWN_READ);

    /// What every device may do (contract.md 4, `GET /user/currentUser` of a device).
    public static Set<Role> ofDevices() {
        return EnumSet.copyOf(DEVICE_ONLY);
    }

    /// What the administrator of a tenant may do: everything but being a device.
    public static Set<Role> ofAdministrators() {
        var roles = EnumSet.allOf(Role.class);
        roles.remove(ROLE_DEVICE);
        return roles;
    }
}
