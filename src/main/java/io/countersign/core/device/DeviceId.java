package io.countersign.core.device;

import java.util.List;

/// What a leaf names: its one common name; also the external id of the device (product.md 3.6).
///
/// 1 to 254 characters; no control or invisible formatting characters (bidirectional overrides among them), no white
/// space at the ends, none of `/ \ $ : +`. Compared letter by letter, so `Pump` and `pump` are two devices.
public record DeviceId(String value) {
    /// The longest device id, in characters.
    public static final int LENGTH_MAX = 254;

    private static final String USER_PREFIX = "device_";
    private static final String FORBIDDEN = "/\\$:+";

    /// @throws IllegalArgumentException if the text breaks a rule; the message tells which, not the text
    public DeviceId {
        String complaint = complaint(value);
        if (!complaint.isEmpty()) {
            throw new IllegalArgumentException("a device id " + complaint);
        }
    }

    /// The device that a leaf with these common names is.
    ///
    /// @throws IllegalArgumentException unless there is exactly one and it is a device id
    public static DeviceId ofCommonNames(List<String> commonNames) {
        if (commonNames.size() != 1) {
            throw new IllegalArgumentException(
                    "a device certificate has exactly one common name, not " + commonNames.size());
        }
        return new DeviceId(commonNames.getFirst());
    }

    /// The name of the device's user: `device_<id>` (contract.md 4).
    public String userName() {
        return USER_PREFIX + value;
    }

    /// Whether a user name is of the form that belongs to devices.
    public static boolean isDeviceUserName(String userName) {
        return userName.startsWith(USER_PREFIX);
    }

    /// The device that a user name belongs to.
    ///
    /// @throws IllegalArgumentException if it is not `device_` and a device id
    public static DeviceId ofUserName(String userName) {
        if (!isDeviceUserName(userName)) {
            throw new IllegalArgumentException("the user of a device is named " + USER_PREFIX + "<id>");
        }
        return new DeviceId(userName.substring(USER_PREFIX.length()));
    }

    private static String complaint(String value) {
        if (value.isEmpty() || value.length() > LENGTH_MAX) {
            return "has 1 to " + LENGTH_MAX + " characters, not " + value.length();
        }
        if (isSpace(value.codePointAt(0)) || isSpace(value.codePointBefore(value.length()))) {
            return "neither begins nor ends with white space";
        }
        if (value.codePoints().anyMatch(DeviceId::isInvisible)) {
            return "holds no control, formatting or unassigned characters";
        }
        if (value.chars().anyMatch(c -> FORBIDDEN.indexOf(c) >= 0)) {
            return "holds none of the characters / \\ $ : +";
        }
        return "";
    }

    private static boolean isSpace(int codePoint) {
        return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
    }

    private static boolean isInvisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
