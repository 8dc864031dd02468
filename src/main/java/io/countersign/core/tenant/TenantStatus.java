package io.countersign.core.tenant;

/// Whether a tenant is served. A suspended one keeps its data; its devices and users are refused.
public enum TenantStatus {
    ACTIVE,
    SUSPENDED
}
