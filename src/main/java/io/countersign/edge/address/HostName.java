package io.countersign.edge.address;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names of hosts, in the one form in which they are compared: lower case, without a final dot.
public final class HostName {
    private static final int LENGTH_MAX = 253;
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern FORM = Pattern.compile("(" + LABEL + "\\.)*" + LABEL);

    /// Whatever ends like this is a number to some resolvers, and then an IPv4 address in an odd form.
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0x[0-9a-f]*)");

    private HostName() {}

    /// The name that a text is; empty if it is none, or an IP address in any form.
    public static Optional<String> read(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String name = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        boolean isName = name.length() <= LENGTH_MAX
                && FORM.matcher(name).matches()
                && !ENDS_IN_A_NUMBER.matcher(name).matches();
        return isName ? Optional.of(name) : Optional.empty();
    }
}
