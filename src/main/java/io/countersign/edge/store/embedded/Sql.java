package io.countersign.edge.store.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs statements on one connection.
final class Sql {
    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    /// Makes a value of the row that a result stands on.
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// @return how many rows were changed
    int change(String text, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    /// Runs one statement once for each item.
    <T> void changeAll(String text, Collection<T> items, Function<T, @Nullable Object[]> valuesOf) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (T item : items) {
                bind(statement, valuesOf.apply(item));
                statement.executeUpdate();
            }
        }
    }

    <T> List<T> all(String text, Row<T> row, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            bind(statement, values);
            try (ResultSet result = statement.executeQuery()) {
                var rows = new ArrayList<T>();
                while (result.next()) {
                    rows.add(row.read(result));
                }
                return rows;
            }
        }
    }

    <T> Optional<T> first(String text, Row<T> row, @Nullable Object... values) throws SQLException {
        return all(text, row, values).stream().findFirst();
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            int place = i + 1;
            switch (values[i]) {
                case null -> statement.setObject(place, null);
                case Boolean value -> statement.setBoolean(place, value);
                case byte[] value -> statement.setBytes(place, value);
                case Object value -> statement.setObject(place, value);
            }
        }
    }
}
