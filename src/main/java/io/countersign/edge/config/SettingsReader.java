package io.countersign.edge.config;

import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.signing.KeySchedule;
import io.countersign.edge.config.Settings.Behaviour;
import io.countersign.edge.config.Settings.CertificateFiles;
import io.countersign.edge.config.Settings.Engine;
import io.countersign.edge.config.Settings.Fetching;
import io.countersign.edge.config.Settings.Listeners;
import io.countersign.edge.config.Settings.LogFormat;
import io.countersign.edge.config.Settings.Secrets;
import io.countersign.edge.config.Settings.Tls;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Makes [Settings] of what flags, environment and file say, or tells every mistake in them.
public final class SettingsReader {
    private final Map<String, String> environment;
    private final Mistakes mistakes = new Mistakes();
    private final Texts texts;

    private SettingsReader(Sources sources) {
        environment = sources.environment();
        texts = new Texts(Given.of(sources, mistakes), mistakes);
    }

    /// Reads the settings. Files are looked at, nothing is written.
    ///
    /// @throws BadSettings with every mistake, if there is one
    public static Settings read(Sources sources) throws BadSettings {
        var reader = new SettingsReader(sources);
        Settings settings = reader.settings();
        reader.mistakes.throwIfAny();
        return settings;
    }

    private Settings settings() {
        return new Settings(
                Path.of(texts.required(Setting.DATA)),
                listeners(),
                tls(),
                new Secrets(texts.file(Setting.MASTER_KEY_FILE), adminPassword()),
                keySchedule(),
                new Behaviour(
                        texts.choice(Setting.LOG_FORMAT, LogFormat.TEXT),
                        texts.isOn(Setting.DEVICE_TOKENS),
                        texts.isOn(Setting.SHARED_TRUSTSTORE)),
                refusals(),
                new Fetching(texts.destinations(Setting.FETCH_ALLOW)));
    }

    private Listeners listeners() {
        var listeners = new Listeners(
                texts.required(Setting.BIND),
                texts.port(Setting.DEVICE_PORT),
                texts.port(Setting.API_PORT),
                texts.required(Setting.MANAGEMENT_BIND),
                texts.port(Setting.MANAGEMENT_PORT));
        mustDiffer(Setting.DEVICE_PORT, listeners.devicePort(), Setting.API_PORT, listeners.apiPort());
        mustDiffer(Setting.DEVICE_PORT, listeners.devicePort(), Setting.MANAGEMENT_PORT, listeners.managementPort());
        mustDiffer(Setting.API_PORT, listeners.apiPort(), Setting.MANAGEMENT_PORT, listeners.managementPort());
        return listeners;
    }

    private void mustDiffer(Setting one, int port, Setting other, int otherPort) {
        if (port == otherPort && port != 0) {
            mistakes.add(one.flag() + " and " + other.flag() + " are both " + port + "; each needs a port of its own.");
        }
    }

    private Tls tls() {
        var tls = new Tls(
                texts.choice(Setting.TLS_ENGINE, Engine.AUTO),
                certificateFiles(Setting.TLS_CERTIFICATE, Setting.TLS_KEY),
                certificateFiles(Setting.TLS_RSA_CERTIFICATE, Setting.TLS_RSA_KEY));
        if (texts.isSet(Setting.TLS_RSA_CERTIFICATE) && !texts.isSet(Setting.TLS_CERTIFICATE)) {
            mistakes.add(Setting.TLS_RSA_CERTIFICATE.flag() + " is a second certificate: give the first with "
                    + Setting.TLS_CERTIFICATE.flag() + ", of an EC key.");
        }
        return tls;
    }

    private Optional<CertificateFiles> certificateFiles(Setting certificate, Setting key) {
        Optional<Path> file = texts.file(certificate);
        Optional<Path> keyFile = texts.file(key);
        if (texts.isSet(certificate) != texts.isSet(key)) {
            mistakes.add(certificate.flag() + " and " + key.flag() + " belong together: give both or none.");
        }
        return file.flatMap(chain -> keyFile.map(secret -> new CertificateFiles(chain, secret)));
    }

    private Optional<Secret> adminPassword() {
        Optional<Secret> inVariable = Optional.ofNullable(environment.get(Given.ADMIN_PASSWORD_VARIABLE))
                .filter(text -> !text.isEmpty())
                .map(Secret::new);
        if (inVariable.isPresent() && texts.isSet(Setting.ADMIN_PASSWORD_FILE)) {
            mistakes.add(Given.ADMIN_PASSWORD_VARIABLE + " and " + Setting.ADMIN_PASSWORD_FILE.flag()
                    + " are both given; the password can only come from one.");
        }
        return inVariable.or(() -> texts.secretInFile(Setting.ADMIN_PASSWORD_FILE));
    }

    private RefusalLedger.Limits refusals() {
        int entries = texts.number(Setting.REFUSALS_KEPT);
        var keptFor = texts.duration(Setting.REFUSALS_KEPT_FOR);
        try {
            return new RefusalLedger.Limits(entries, keptFor.orElse(RefusalLedger.Limits.DEFAULT.keptFor()));
        } catch (IllegalArgumentException rule) {
            mistakes.add(Setting.REFUSALS_KEPT.flag() + " and " + Setting.REFUSALS_KEPT_FOR.flag() + ": "
                    + rule.getMessage() + ".");
            return RefusalLedger.Limits.DEFAULT;
        }
    }

    private KeySchedule keySchedule() {
        var period = texts.duration(Setting.KEY_PERIOD);
        var notice = texts.duration(Setting.KEY_NOTICE);
        if (period.isEmpty() || notice.isEmpty()) {
            return KeySchedule.DEFAULT;
        }
        try {
            return new KeySchedule(period.get(), notice.get());
        } catch (IllegalArgumentException rule) {
            mistakes.add(
                    Setting.KEY_PERIOD.flag() + " and " + Setting.KEY_NOTICE.flag() + ": " + rule.getMessage() + ".");
            return KeySchedule.DEFAULT;
        }
    }
}
