package io.countersign.edge.cli;

import io.countersign.edge.config.BadSettings;
import io.countersign.edge.config.Setting;
import io.countersign.edge.config.Settings;
import io.countersign.edge.config.SettingsReader;
import io.countersign.edge.config.Sources;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Gives a command a flag for each setting. The values stay texts: [SettingsReader] judges those of all sources
/// together.
final class SettingFlags {
    private static final String CONFIG = "--config";

    private SettingFlags() {}

    static CommandLine addTo(CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        spec.usageMessage().sortOptions(false);
        spec.addOption(OptionSpec.builder(CONFIG)
                .type(String.class)
                .paramLabel("FILE")
                .description("Properties file with settings. Default: countersign.properties in the data folder,"
                        + " if it is there.")
                .build());
        for (Setting setting : Setting.values()) {
            String preset = setting.defaultText().isEmpty() ? "" : " Default: " + setting.defaultText() + ".";
            spec.addOption(OptionSpec.builder(setting.flag())
                    .type(String.class)
                    .paramLabel(setting.placeholder())
                    .description(setting.description() + preset)
                    .build());
        }
        return command;
    }

    /// The settings that a command was started with.
    ///
    /// @param defaults instead of the settings' own
    /// @throws BadSettings with every mistake
    static Settings read(CommandSpec spec, Map<String, String> environment, Map<Setting, String> defaults)
            throws BadSettings {
        var flags = new EnumMap<Setting, String>(Setting.class);
        for (Setting setting : Setting.values()) {
            value(spec, setting.flag()).ifPresent(text -> flags.put(setting, text));
        }
        return SettingsReader.read(
                new Sources(flags, environment, value(spec, CONFIG).map(Path::of), defaults));
    }

    private static Optional<String> value(CommandSpec spec, String flag) {
        return Optional.ofNullable(spec.findOption(flag)).flatMap(option -> Optional.ofNullable(option.getValue()));
    }
}
