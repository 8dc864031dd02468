package io.countersign.bench;

/// How a device's access is taken away, and why its requests are refused from then on.
enum Way {
    BY_HAND("certificate revoked by hand", "revoked", "revoked"),
    BY_LIST("certificate on an uploaded list", "revoked", "revoked"),
    DEVICE_DISABLED("device disabled", "device_disabled", "device_disabled"),
    ANCHOR_DISABLED("CA certificate disabled", "anchor_disabled", "anchor_disabled"),
    TENANT_SUSPENDED("tenant suspended", "tenant_suspended", "tenant_suspended"),
    /// The device is not refused: it gets another token.
    LOGGED_OUT("token logged out", "", "token_logged_out");

    private final String title;
    private final String reasonOfCertificate;
    private final String reasonOfToken;

    Way(String title, String reasonOfCertificate, String reasonOfToken) {
        this.title = title;
        this.reasonOfCertificate = reasonOfCertificate;
        this.reasonOfToken = reasonOfToken;
    }

    String title() {
        return title;
    }

    /// Why the token endpoint refuses the certificate; empty if it does not.
    String reasonOfCertificate() {
        return reasonOfCertificate;
    }

    /// Why the API refuses the token that was given out before.
    String reasonOfToken() {
        return reasonOfToken;
    }

    /// Whether all devices of the tenant are refused as well.
    boolean strikesAll() {
        return this == ANCHOR_DISABLED || this == TENANT_SUSPENDED;
    }
}
