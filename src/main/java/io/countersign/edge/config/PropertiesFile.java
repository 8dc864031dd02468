package io.countersign.edge.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// The configuration file: Java properties in UTF-8.
final class PropertiesFile {
    private static final long BYTES_MAX = 64 * 1024;

    private PropertiesFile() {}

    /// Its entries by key; none, and a mistake, if it cannot be read.
    static Map<String, String> read(Path file, Mistakes mistakes) {
        var properties = new Properties();
        try {
            if (Files.size(file) > BYTES_MAX) {
                mistakes.add("The configuration file " + file + " is larger than " + BYTES_MAX + " bytes.");
                return Map.of();
            }
            properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (NoSuchFileException missing) {
            mistakes.add("There is no configuration file " + file + ".");
        } catch (IOException | IllegalArgumentException unreadable) {
            mistakes.add("The configuration file " + file + " cannot be read.");
        }
        var entries = new TreeMap<String, String>();
        properties.forEach(
                (key, value) -> entries.put(key.toString(), value.toString().strip()));
        return entries;
    }
}
