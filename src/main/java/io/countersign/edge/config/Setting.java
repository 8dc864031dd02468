package io.countersign.edge.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// One thing that can be set. The name gives the flag (`--device-port`), the variable (`COUNTERSIGN_DEVICE_PORT`) and
/// the
/// key in the properties file (`device-port`).
public enum Setting {
    DATA("FOLDER", "countersign-data", "Where everything is kept that must outlive the process."),
    BIND("ADDRESS", "0.0.0.0", "Address of the device and the API listener."),
    DEVICE_PORT("PORT", "8443", "Where devices fetch tokens. 0: any free port, as for the other two."),
    API_PORT("PORT", "8444", "Where the REST API answers."),
    MANAGEMENT_BIND("ADDRESS", "127.0.0.1", "Address of the management listener, which has no TLS and no login."),
    MANAGEMENT_PORT("PORT", "9444", "Where health and metrics answer."),
    TLS_ENGINE("ENGINE", "auto", "auto: native where it loads; native: BoringSSL; jdk: the JDK's own."),
    TLS_CERTIFICATE(
            "FILE",
            "",
            "PEM file with the server's certificate and those it was issued under."
                    + " Without it the server makes a development certificate for localhost."),
    TLS_KEY("FILE", "", "PEM file with the private key of --tls-certificate, not encrypted."),
    TLS_RSA_CERTIFICATE(
            "FILE",
            "",
            "PEM file with a second certificate, of an RSA key, for clients that take none of the kind of the first."),
    TLS_RSA_KEY("FILE", "", "PEM file with the private key of --tls-rsa-certificate, not encrypted."),
    MASTER_KEY_FILE("FILE", "", "Key that encrypts what is secret in the store; made in the data folder if not given."),
    ADMIN_PASSWORD_FILE(
            "FILE",
            "",
            "File with the password of management/admin for the very first start, instead of the variable"
                    + " COUNTERSIGN_ADMIN_PASSWORD or a random one."),
    LOG_FORMAT("FORMAT", "text", "text or json."),
    KEY_PERIOD("DURATION", "90d", "How long one key signs tokens, such as 90d or 12h."),
    KEY_NOTICE("DURATION", "24h", "How long a key is published before it signs."),
    DEVICE_TOKENS("SWITCH", "on", "on, or off: token requests are then answered with 404."),
    SHARED_TRUSTSTORE(
            "SWITCH",
            "off",
            "on: several tenants may trust one CA; all but the first of them must prove to hold its key."),
    REFUSALS_KEPT("NUMBER", "10000", "How many kinds of refused requests are remembered for each tenant."),
    REFUSALS_KEPT_FOR("DURATION", "30d", "How long a refused request is remembered."),
    FETCH_ALLOW(
            "LIST",
            "",
            "Where CRLs and OCSP answers may be fetched from though the address is not public: hosts, host:port, IP"
                    + " addresses and ranges such as 10.0.0.0/8, with commas between them.");

    /// What all variables begin with.
    public static final String VARIABLE_PREFIX = "COUNTERSIGN_";

    private final String placeholder;
    private final String defaultText;
    private final String description;

    Setting(String placeholder, String defaultText, String description) {
        this.placeholder = placeholder;
        this.defaultText = defaultText;
        this.description = description;
    }

    /// The key in the properties file, such as `device-port`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The flag, such as `--device-port`.
    public String flag() {
        return "--" + key();
    }

    /// The environment variable, such as `COUNTERSIGN_DEVICE_PORT`.
    public String variable() {
        return VARIABLE_PREFIX + name();
    }

    /// What stands for the value in the help.
    public String placeholder() {
        return placeholder;
    }

    /// The value where nothing is set; empty if there is none.
    public String defaultText() {
        return defaultText;
    }

    /// One or two sentences for the help.
    public String description() {
        return description;
    }

    static Optional<Setting> ofKey(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    static Optional<Setting> ofVariable(String variable) {
        return Arrays.stream(values())
                .filter(setting -> setting.variable().equals(variable))
                .findFirst();
    }
}
