package io.countersign.edge.http;

import io.countersign.core.tenant.TenantId;
import java.net.InetAddress;

/// Is told where devices come from.
@FunctionalInterface
public interface Origins {
    /// A device of a tenant got a new token.
    ///
    /// @param address where its connection came from
    void remember(InetAddress address, TenantId tenant);
}
