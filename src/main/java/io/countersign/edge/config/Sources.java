package io.countersign.edge.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where settings come from.
///
/// @param flags what the command line says
/// @param environment all variables of the process
/// @param configFile as named on the command line; without it `COUNTERSIGN_CONFIG`, then
///     `<data>/countersign.properties` if it is there
/// @param defaults instead of the settings' own
public record Sources(
        Map<Setting, String> flags,
        Map<String, String> environment,
        Optional<Path> configFile,
        Map<Setting, String> defaults) {
    public Sources {
        flags = Map.copyOf(flags);
        environment = Map.copyOf(environment);
        defaults = Map.copyOf(defaults);
    }

    /// With the settings' own defaults.
    public Sources(Map<Setting, String> flags, Map<String, String> environment, Optional<Path> configFile) {
        this(flags, environment, configFile, Map.of());
    }

    /// Leaves the values out: there may be passwords among the variables.
    @Override
    public String toString() {
        return "Sources" + flags.keySet();
    }
}
