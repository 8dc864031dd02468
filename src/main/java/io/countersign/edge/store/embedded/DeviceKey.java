package io.countersign.edge.store.embedded;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.TenantId;

/// Which device.
record DeviceKey(TenantId tenant, DeviceId id) {}
