package io.countersign.edge.address;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How an [AllowedDestination] is written.
final class DestinationText {
    private static final int PORT_MAX = 65_535;
    private static final Pattern WITH_PORT = Pattern.compile("(?<place>[^:]*|\\[.*]):(?<port>[0-9]{1,5})");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[(.*)]");

    private DestinationText() {}

    /// @throws IllegalArgumentException with the rule that it breaks
    static AllowedDestination parse(String text) {
        if (text.contains("/")) {
            return new AllowedDestination.Range(AddressRange.parse(text), OptionalInt.empty());
        }
        Matcher withPort = WITH_PORT.matcher(text);
        return withPort.matches()
                ? parse(withPort.group("place"), OptionalInt.of(port(withPort.group("port"))), text)
                : parse(text, OptionalInt.empty(), text);
    }

    private static AllowedDestination parse(String place, OptionalInt port, String text) {
        Matcher inBrackets = IN_BRACKETS.matcher(place);
        Optional<InetAddress> address = IpLiteral.read(inBrackets.matches() ? inBrackets.group(1) : place);
        if (address.isPresent()) {
            return new AllowedDestination.Range(AddressRange.of(address.get()), port);
        }
        String name = HostName.read(place)
                .orElseThrow(() -> new IllegalArgumentException(
                        "a destination is a host or IP address, with or without a port, or a range such as 10.0.0.0/8,"
                                + " not '" + text + "'"));
        return new AllowedDestination.Host(name, port);
    }

    private static int port(String digits) {
        int port = Integer.parseInt(digits);
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("a port is a number from 1 to " + PORT_MAX + ", not " + port);
        }
        return port;
    }
}
