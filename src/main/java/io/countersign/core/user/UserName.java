package io.countersign.core.user;

import io.countersign.core.device.DeviceId;

/// The name of a person or program that manages a tenant: 1 to 254 visible ASCII characters, none of `/ \ $ : +`, not
/// beginning with `device_`.
///
/// It stands before the colon of a Basic login and after the slash of `tenant/user`, hence no colon and no slash.
public record UserName(String value) {
    private static final int LENGTH_MAX = 254;
    private static final String FORBIDDEN = "/\\$:+";

    /// @throws IllegalArgumentException if the text breaks a rule above
    public UserName {
        boolean wrong = value.isEmpty()
                || value.length() > LENGTH_MAX
                || value.chars().anyMatch(c -> c <= ' ' || c > '~' || FORBIDDEN.indexOf(c) >= 0);
        if (wrong) {
            throw new IllegalArgumentException("a user name is 1 to " + LENGTH_MAX
                    + " visible ASCII characters and none of / \\ $ : +, not '" + value + "'");
        }
        if (DeviceId.isDeviceUserName(value)) {
            throw new IllegalArgumentException("names that begin with device_ belong to devices: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
