package io.countersign.edge.address;

import java.net.InetAddress;
import java.util.OptionalInt;

/// Where the server may connect to although the address is not a public one: an operator's exception.
public sealed interface AllowedDestination {
    /// Whether it allows a connection to an address that was found for a host.
    ///
    /// @param host in lower case, without a final dot
    boolean covers(String host, InetAddress address, int port);

    /// Addresses, whatever the host is called.
    ///
    /// @param only the port, if there is but one
    record Range(AddressRange addresses, OptionalInt only) implements AllowedDestination {
        @Override
        public boolean covers(String host, InetAddress address, int port) {
            return (only.isEmpty() || only.getAsInt() == port) && addresses.contains(address);
        }
    }

    /// A host, whatever its address is: who controls the name decides where the server connects to.
    ///
    /// @param name in lower case, without a final dot
    /// @param only the port, if there is but one
    record Host(String name, OptionalInt only) implements AllowedDestination {
        @Override
        public boolean covers(String host, InetAddress address, int port) {
            return (only.isEmpty() || only.getAsInt() == port) && name.equals(host);
        }
    }

    /// Reads `crl.example`, `crl.example:8080`, `10.0.0.7`, `10.0.0.7:80`, `[fd00::7]:80`, `10.0.0.0/8` or `fd00::/8`.
    ///
    /// @throws IllegalArgumentException with the rule that it breaks
    static AllowedDestination parse(String text) {
        return DestinationText.parse(text);
    }
}
