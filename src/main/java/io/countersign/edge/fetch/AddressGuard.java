package io.countersign.edge.fetch;

import io.countersign.edge.address.AllowedDestination;
import io.countersign.edge.fetch.Fetched.Reason;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Finds the addresses of a target and lets none pass that is not public, but for what the operator allows.
///
/// What it returns is what gets connected to. Nobody asks for the name again, so that an answer that changes between
/// the check and the connection (DNS rebinding) changes nothing.
final class AddressGuard implements AutoCloseable {
    private final LookUps lookUps;
    private final List<AllowedDestination> allowed;

    AddressGuard(LookUps lookUps, List<AllowedDestination> allowed) {
        this.lookUps = lookUps;
        this.allowed = List.copyOf(allowed);
    }

    /// All addresses of a target, at least one.
    ///
    /// @throws CannotFetch if there is none, or a single one may not be connected to: a name that mixes the public
    ///     with the private is no honest one
    List<InetAddress> addressesOf(Target target, Deadline deadline) throws CannotFetch, InterruptedException {
        Optional<InetAddress> literal = target.literal();
        List<InetAddress> addresses =
                literal.isPresent() ? List.of(literal.get()) : lookUps.addressesOf(target.host(), deadline);
        for (InetAddress address : addresses) {
            if (!PublicAddresses.include(address) && !isAllowed(target, address)) {
                throw new CannotFetch(
                        Reason.ADDRESS_NOT_ALLOWED,
                        "'" + target.host() + "' is not at a public address, and fetch-allow does not name it.");
            }
        }
        return addresses;
    }

    private boolean isAllowed(Target target, InetAddress address) {
        return allowed.stream().anyMatch(destination -> destination.covers(target.host(), address, target.port()));
    }

    @Override
    public void close() {
        lookUps.close();
    }
}
