package io.countersign.edge.config;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The text of each setting and where it came from: flag > environment > file > default.
final class Given {
    static final String CONFIG_VARIABLE = Setting.VARIABLE_PREFIX + "CONFIG";
    static final String ADMIN_PASSWORD_VARIABLE = Setting.VARIABLE_PREFIX + "ADMIN_PASSWORD";

    /// Variables that are not settings: the launcher and the commands for a running server read them.
    private static final Set<String> OTHER_VARIABLES = Set.of(
            CONFIG_VARIABLE,
            ADMIN_PASSWORD_VARIABLE,
            "COUNTERSIGN_JAVA_HOME",
            "COUNTERSIGN_JAVA_OPTS",
            "COUNTERSIGN_URL",
            "COUNTERSIGN_CA",
            "COUNTERSIGN_USER",
            "COUNTERSIGN_PASSWORD",
            "COUNTERSIGN_PASSWORD_FILE");

    private static final String FILE_NAME = "countersign.properties";

    private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

    /// @param origin how a message names the place, such as `--device-port`
    record Value(String text, String origin) {}

    private Given() {}

    /// Collects from all sources; what is unknown there is a mistake.
    static Given of(Sources sources, Mistakes mistakes) {
        var given = new Given();
        // from the weakest source to the strongest, each of which overwrites
        for (Setting setting : Setting.values()) {
            String text = sources.defaults().getOrDefault(setting, setting.defaultText());
            given.put(setting, new Value(text, setting.flag()));
        }
        var variables = variables(sources, mistakes);
        Path data = Path.of(Optional.ofNullable(sources.flags().get(Setting.DATA))
                .or(() -> Optional.ofNullable(variables.get(Setting.DATA)).map(Value::text))
                .orElse(given.value(Setting.DATA).text()));
        file(sources, data).ifPresent(file -> {
            PropertiesFile.read(file, mistakes).forEach((key, text) -> given.putFromFile(file, key, text, mistakes));
        });
        variables.forEach(given::put);
        sources.flags().forEach((setting, text) -> given.put(setting, new Value(text, setting.flag())));
        return given;
    }

    /// Its value; the text is empty if it is not set and has no default.
    Value value(Setting setting) {
        return values.getOrDefault(setting, new Value("", setting.flag()));
    }

    private void put(Setting setting, Value value) {
        values.put(setting, value);
    }

    private static Map<Setting, Value> variables(Sources sources, Mistakes mistakes) {
        var variables = new EnumMap<Setting, Value>(Setting.class);
        sources.environment().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith(Setting.VARIABLE_PREFIX))
                .filter(variable -> !OTHER_VARIABLES.contains(variable.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(variable -> Setting.ofVariable(variable.getKey())
                        .ifPresentOrElse(
                                setting -> variables.put(setting, new Value(variable.getValue(), variable.getKey())),
                                () -> mistakes.add("The environment variable " + variable.getKey()
                                        + " is not one that Countersign knows.")));
        return variables;
    }

    private static Optional<Path> file(Sources sources, Path data) {
        return sources.configFile()
                .or(() -> Optional.ofNullable(sources.environment().get(CONFIG_VARIABLE))
                        .map(Path::of))
                .or(() -> Optional.of(data.resolve(FILE_NAME))
                        .filter(file -> file.toFile().exists()));
    }

    private void putFromFile(Path file, String key, String text, Mistakes mistakes) {
        Setting.ofKey(key)
                .ifPresentOrElse(
                        setting -> put(setting, new Value(text, key + " in " + file)),
                        () -> mistakes.add("'" + key + "' in " + file + " is not a setting."));
    }
}
