package io.countersign.edge.config;

import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.signing.KeySchedule;
import io.countersign.edge.address.AllowedDestination;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// All that the operator can set, complete and checked.
///
/// @param data the folder of everything that must outlive the process
/// @param keys when signing keys change
/// @param refusals how many refused requests are remembered
public record Settings(
        Path data,
        Listeners listeners,
        Tls tls,
        Secrets secrets,
        KeySchedule keys,
        Behaviour behaviour,
        RefusalLedger.Limits refusals,
        Fetching fetching) {

    /// Where the server listens; port 0 is any free port.
    ///
    /// @param bind address of the device and the API port
    public record Listeners(String bind, int devicePort, int apiPort, String managementBind, int managementPort) {}

    /// How TLS is spoken.
    ///
    /// @param files the server's certificate; without one it makes a development certificate
    /// @param rsaFiles a second one of an RSA key, never without the first
    public record Tls(Engine engine, Optional<CertificateFiles> files, Optional<CertificateFiles> rsaFiles) {}

    /// Who does the work of TLS.
    public enum Engine {
        /// BoringSSL where it loads, else the JDK.
        AUTO,
        /// BoringSSL, or no start.
        NATIVE,
        /// The JDK's own, which also takes client certificates with Ed25519, P-521 and RSASSA-PSS keys.
        JDK
    }

    /// A certificate with its key.
    ///
    /// @param certificate PEM, leaf first
    /// @param key PEM, not encrypted
    public record CertificateFiles(Path certificate, Path key) {}

    /// @param masterKeyFile instead of the one in the data folder
    /// @param adminPassword of `management/admin`, used on the very first start alone
    public record Secrets(Optional<Path> masterKeyFile, Optional<Secret> adminPassword) {}

    /// @param allowed where CRLs and OCSP answers may be fetched from though the address is not public
    public record Fetching(List<AllowedDestination> allowed) {
        /// Public addresses alone.
        public static final Fetching DEFAULT = new Fetching(List.of());

        public Fetching {
            allowed = List.copyOf(allowed);
        }
    }

    /// @param deviceTokens whether devices get tokens at all
    /// @param sharedTrustStore whether one key may anchor several tenants
    public record Behaviour(LogFormat logFormat, boolean deviceTokens, boolean sharedTrustStore) {}

    /// How log lines look.
    public enum LogFormat {
        TEXT,
        JSON
    }

    /// The same with a password for the very first start.
    public Settings withAdminPassword(Secret password) {
        var chosen = new Secrets(secrets.masterKeyFile(), Optional.of(password));
        return new Settings(data, listeners, tls, chosen, keys, behaviour, refusals, fetching);
    }
}
