package io.countersign.edge.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final Path MIGRATIONS = Path.of("src/main/resources/db/migration/embedded");

    /// Migrations run only when the schema is older than this number, so a forgotten one would never run.
    @Test
    void the_number_of_the_newest_migration_is_the_version_of_the_schema() throws IOException {
        try (Stream<Path> files = Files.list(MIGRATIONS)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
                            .max())
                    .hasValue(Schema.VERSION);
        }
    }
}
