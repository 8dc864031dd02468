package io.countersign.edge.store.embedded;

import io.countersign.edge.store.StoreUnusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;

/// Brings the tables of a database file to the form that this release knows.
final class Schema {
    /// The number of the newest file in `db/migration/embedded`.
    static final int VERSION = 10;

    private Schema() {}

    /// Makes the file if there is none, readable for its owner only. A file that is in form already is not touched,
    /// which spares every start but the first the work of the migration library.
    ///
    /// @throws StoreUnusable if a newer release wrote the file
    /// @throws SQLException if it cannot be read
    static void migrate(Path file) throws IOException, SQLException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        int version = version(file);
        if (version > VERSION) {
            throw new StoreUnusable("The database " + file + " was written by a newer release of Countersign (schema "
                    + version + ", this one knows " + VERSION + "); start that release, or restore a backup.");
        }
        if (version < VERSION) {
            Flyway.configure()
                    .dataSource(Database.source(file))
                    .locations("classpath:db/migration/embedded")
                    .load()
                    .migrate();
        }
    }

    private static int version(Path file) throws SQLException {
        try (Connection connection = Database.source(file).getConnection()) {
            var sql = new Sql(connection);
            boolean isNew = sql.all(
                            "select 1 from sqlite_master where name = 'flyway_schema_history'", row -> row.getInt(1))
                    .isEmpty();
            return isNew
                    ? 0
                    : sql.first(
                                    "select max(cast(version as integer)) from flyway_schema_history where success",
                                    row -> row.getInt(1))
                            .orElse(0);
        }
    }
}
