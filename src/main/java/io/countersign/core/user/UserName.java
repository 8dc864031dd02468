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
        if (!isVisibleAscii(value)) {
            throw new IllegalArgumentException("a user name is 1 to " + LENGTH_MAX
                    + " visible ASCII characters and none of / \\ $ : +, not '" + value + "'");
        }
        if (DeviceId.isDeviceUserName(value)) {
            throw new IllegalArgumentException("names that begin with device_ belong to devices: '" + value + "'");
        }
    }

    /// Whether the text could be a user name.
    public static boolean isValid(String text) {
        return isVisibleAscii(text) && !DeviceId.isDeviceUserName(text);
    }

    private static boolean isVisibleAscii(String text) {
        return !text.isEmpty()
                && text.length() <= LENGTH_MAX
                && text.chars().allMatch(c -> c > ' ' && c <= '~' && FORBIDDEN.indexOf(c) < 0);
    }

    @Override
    public String toString() {
        return value;
    }
}
