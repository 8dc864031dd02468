package io.countersign.core.tenant;

import java.time.Instant;
import java.util.Optional;

/// A customer: its own trust anchors, devices, users and options.
///
/// @param domain unique over the instance
/// @param adminName the user that was made together with the tenant
public record Tenant(
        TenantId id,
        Domain domain,
        String company,
        String adminName,
        Optional<String> adminEmail,
        TenantStatus status,
        Instant createdAt) {
    /// The longest company name, in characters.
    public static final int COMPANY_MAX = 256;

    /// The longest mail address, in characters (RFC 5321, 4.5.3.1.3).
    public static final int EMAIL_MAX = 254;

    /// @throws IllegalArgumentException if company or mail address is empty or too long
    public Tenant {
        check("company", company, COMPANY_MAX);
        adminEmail.ifPresent(email -> check("adminEmail", email, EMAIL_MAX));
    }

    private static void check(String field, String value, int max) {
        if (value.isBlank() || value.length() > max) {
            throw new IllegalArgumentException(field + " is 1 to " + max + " characters, not " + value.length());
        }
    }

    /// Whether its devices and users are served.
    public boolean isActive() {
        return status == TenantStatus.ACTIVE;
    }
}
