package io.countersign.edge.address;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Neighbouring IP addresses in CIDR form, such as `10.0.0.0/8`.
///
/// @param first its lowest address
/// @param prefixBits how many leading bits all its addresses share
public record AddressRange(InetAddress first, int prefixBits) {
    private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

    /// @throws IllegalArgumentException if the prefix is longer than the address, or the address has bits beyond it
    public AddressRange {
        byte[] bytes = first.getAddress();
        int bits = bytes.length * Byte.SIZE;
        if (prefixBits < 0 || prefixBits > bits) {
            throw new IllegalArgumentException(
                    "the prefix of " + first.getHostAddress() + " has 0 to " + bits + " bits, not " + prefixBits);
        }
        for (int bit = prefixBits; bit < bits; bit++) {
            if (isSet(bytes, bit)) {
                throw new IllegalArgumentException(
                        first.getHostAddress() + " has bits beyond its prefix of " + prefixBits);
            }
        }
    }

    /// The range of a text, such as `192.168.0.0/16`, `fd00::/8` or a single address.
    ///
    /// @throws IllegalArgumentException if it is none
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = IpLiteral.read(slash < 0 ? text : text.substring(0, slash));
        String prefix = slash < 0 ? "" : text.substring(slash + 1);
        if (address.isEmpty() || (slash >= 0 && !PREFIX.matcher(prefix).matches())) {
            throw new IllegalArgumentException(
                    "a range of addresses looks like 10.0.0.0/8 or fd00::/8, not '" + text + "'");
        }
        return slash < 0 ? of(address.get()) : new AddressRange(address.get(), Integer.parseInt(prefix));
    }

    /// The range of one address.
    static AddressRange of(InetAddress address) {
        return new AddressRange(address, address.getAddress().length * Byte.SIZE);
    }

    /// Whether an address lies in it; one of the other IP version never does.
    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            if (isSet(mine, bit) != isSet(other, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSet(byte[] bytes, int bit) {
        return (bytes[bit / Byte.SIZE] & (0x80 >> (bit % Byte.SIZE))) != 0;
    }

    @Override
    public String toString() {
        return first.getHostAddress() + "/" + prefixBits;
    }
}
