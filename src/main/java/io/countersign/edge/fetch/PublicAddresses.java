package io.countersign.edge.fetch;

import io.countersign.edge.address.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which addresses belong to the public internet. All others may be reached from this server and not from where the URI
/// was written, so that fetching from them would lend the writer the server's place in the network.
///
/// By the IANA registries of special-purpose addresses. IPv6 is public only inside 2000::/3, which leaves out loopback,
/// link-local, unique local, multicast, and IPv4 in the form of IPv6. Where an address stands for an IPv4 address
/// behind a translator or tunnel, that one decides.
final class PublicAddresses {
    private static final List<AddressRange> SPECIAL_OF_VERSION_4 = ranges(
            "0.0.0.0/8", // this host
            "10.0.0.0/8", // private
            "100.64.0.0/10", // carrier-grade NAT
            "127.0.0.0/8", // loopback
            "169.254.0.0/16", // link-local, with the metadata services of clouds
            "172.16.0.0/12", // private
            "192.0.0.0/24", // protocol assignments
            "192.0.2.0/24", // documentation
            "192.88.99.0/24", // relays of 6to4
            "192.168.0.0/16", // private
            "198.18.0.0/15", // benchmarks
            "198.51.100.0/24", // documentation
            "203.0.113.0/24", // documentation
            "224.0.0.0/4", // multicast
            "240.0.0.0/4"); // reserved, and broadcast

    private static final AddressRange GLOBAL_UNICAST = AddressRange.parse("2000::/3");

    private static final List<AddressRange> SPECIAL_OF_VERSION_6 = ranges(
            "2001::/23", // protocol assignments, with benchmarks
            "2001:db8::/32", // documentation
            "3fff::/20"); // documentation

    /// Where an IPv4 address stands inside an IPv6 one.
    ///
    /// @param inverted whether its bits are turned round
    private record Embedding(AddressRange in, int at, boolean inverted) {
        InetAddress of(InetAddress address) {
            byte[] inner = Arrays.copyOfRange(address.getAddress(), at, at + 4);
            for (int i = 0; inverted && i < inner.length; i++) {
                inner[i] = (byte) ~inner[i];
            }
            try {
                return InetAddress.getByAddress(inner);
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException("four bytes are an address", impossible);
            }
        }
    }

    private static final List<Embedding> EMBEDDINGS = List.of(
            new Embedding(AddressRange.parse("64:ff9b::/96"), 12, false), // NAT64
            new Embedding(AddressRange.parse("2002::/16"), 2, false), // 6to4
            new Embedding(AddressRange.parse("2001::/32"), 4, false), // Teredo, the server
            new Embedding(AddressRange.parse("2001::/32"), 12, true)); // Teredo, the client

    private PublicAddresses() {}

    static boolean include(InetAddress address) {
        List<InetAddress> inner = EMBEDDINGS.stream()
                .filter(embedding -> embedding.in().contains(address))
                .map(embedding -> embedding.of(address))
                .toList();
        if (!inner.isEmpty()) {
            return inner.stream().allMatch(PublicAddresses::include);
        }
        return address.getAddress().length == 4
                ? isInNone(SPECIAL_OF_VERSION_4, address)
                : GLOBAL_UNICAST.contains(address) && isInNone(SPECIAL_OF_VERSION_6, address);
    }

    private static boolean isInNone(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().noneMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(AddressRange::parse).toList();
    }
}
