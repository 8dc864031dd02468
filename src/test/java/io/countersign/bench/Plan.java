package io.countersign.bench;

import java.util.Map;

/// How much is measured, as the caller of `make bench` wants it.
///
/// @param devices that ask with two certificates in turn, and as many again that ask with one
/// @param warmUp requests with a handshake that Countersign answers before anything counts
/// @param kept requests of one run on open connections
record Plan(boolean quick, int tenants, int devices, int rounds, int warmUp, int kept) {
    private static final Plan WHOLE = new Plan(false, 100, 1_600, 5, 20_000, 40_000);
    private static final Plan QUICK = new Plan(true, 100, 300, 2, 2_000, 8_000);
    private static final int NUMBER_MAX = 1_000_000;
    private static final int DEVICES_MIN = 100;

    /// Reads `QUICK`, `TENANTS`, `DEVICES`, `ROUNDS`, `WARMUP` and `KEPT`; what is not given is as usual.
    ///
    /// @throws IllegalArgumentException if one of them is not a number that makes sense
    static Plan of(Map<String, String> given) {
        boolean quick = !given.getOrDefault("QUICK", "").isEmpty();
        Plan usual = quick ? QUICK : WHOLE;
        return new Plan(
                quick,
                number(given, "TENANTS", usual.tenants, 1),
                number(given, "DEVICES", usual.devices, DEVICES_MIN),
                number(given, "ROUNDS", usual.rounds, 1),
                number(given, "WARMUP", usual.warmUp, 0),
                number(given, "KEPT", usual.kept, 1));
    }

    static int number(Map<String, String> given, String name, int usual, int min) {
        String text = given.getOrDefault(name, "");
        if (text.isEmpty()) {
            return usual;
        }
        if (!text.matches("[0-9]{1,7}") || Integer.parseInt(text) < min || Integer.parseInt(text) > NUMBER_MAX) {
            throw new IllegalArgumentException(
                    name + " is a whole number from " + min + " to " + NUMBER_MAX + ", not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    Fleet.Size fleet() {
        return new Fleet.Size(tenants, devices, devices, 0);
    }
}
