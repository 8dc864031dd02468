package io.countersign.edge.address;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// IP addresses as text, in their usual form alone.
///
/// `127.1`, `0177.0.0.1`, `2130706433` and `0x7f.1` are addresses to some programs and names to others; here they are
/// neither, so that two readers of one text cannot disagree.
public final class IpLiteral {
    private static final String OCTET = "(0|[1-9][0-9]{0,2})";
    private static final Pattern VERSION_4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern VERSION_6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private IpLiteral() {}

    /// The address that a text is, without brackets or zone; an IPv4 address in the form of IPv6 comes out as IPv4.
    public static Optional<InetAddress> read(String text) {
        if (!VERSION_4.matcher(text).matches() && !VERSION_6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException outOfRange) {
            return Optional.empty();
        }
    }
}
