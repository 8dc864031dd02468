package io.countersign.edge.http;

import io.countersign.core.tenant.TenantId;

/// Is told where devices come from.
@FunctionalInterface
public interface Origins {
    /// A device of a tenant got a new token.
    ///
    /// @param address where its connection came from, in numbers; anything else if that cannot be told any more
    void remember(String address, TenantId tenant);
}
