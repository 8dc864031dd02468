package io.countersign.edge.store.embedded;

import io.countersign.core.tenant.TenantId;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The bytes of revocation lists on disk, in parts that are written each by itself, so that others who write need not
/// wait for more than one of them. A list is there when its own row is; it is written last.
final class ListParts {
    private static final int PART_BYTES = 256 * 1024;
    private static final long PAUSE_NANOS = 20_000_000;

    private final Database database;

    ListParts(Database database) {
        this.database = database;
    }

    /// Deletes parts of lists that never came to be: the process ended before, or the list was not kept.
    void tidy() {
        database.write(
                sql -> sql.change("delete from revocation_list_part where not exists (select 1 from revocation_list"
                        + " where revocation_list.tenant = revocation_list_part.tenant and id = list)"),
                _ -> {});
    }

    /// Writes the bytes of a list; nothing of a tenant that is not there.
    void write(TenantId tenant, String list, byte[] bytes) {
        for (int from = 0, number = 0; from < bytes.length; from += PART_BYTES, number++) {
            byte[] part = Arrays.copyOfRange(bytes, from, Math.min(from + PART_BYTES, bytes.length));
            int place = number;
            database.write(
                    sql -> sql.change(
                            "insert into revocation_list_part (tenant, list, number, bytes)"
                                    + " select id, ?, ?, ? from tenant where id = ?",
                            list,
                            place,
                            part,
                            tenant.value()),
                    _ -> {});
            if (from + PART_BYTES < bytes.length) {
                LockSupport.parkNanos(PAUSE_NANOS); // a disk that flushes again and again keeps the machine busy
            }
        }
    }

    void delete(TenantId tenant, String list) {
        database.write(sql -> delete(sql, tenant, list), _ -> {});
    }

    /// Deletes the bytes of a list together with whatever else is changed.
    static int delete(Sql sql, TenantId tenant, String list) throws SQLException {
        return sql.change("delete from revocation_list_part where tenant = ? and list = ?", tenant.value(), list);
    }

    /// The bytes of a list.
    byte[] read(TenantId tenant, String list) {
        return database.read(sql -> {
            int length = sql.first(
                            "select coalesce(sum(length(bytes)), 0) from revocation_list_part"
                                    + " where tenant = ? and list = ?",
                            row -> row.getInt(1),
                            tenant.value(),
                            list)
                    .orElse(0);
            var bytes = new byte[length];
            int from = 0;
            for (int number = 0; from < length; number++) {
                byte[] part = part(sql, tenant, list, number);
                System.arraycopy(part, 0, bytes, from, part.length);
                from += part.length;
            }
            return bytes;
        });
    }

    private static byte[] part(Sql sql, TenantId tenant, String list, int number) throws SQLException {
        List<byte[]> part = sql.all(
                "select bytes from revocation_list_part where tenant = ? and list = ? and number = ?",
                row -> row.getBytes(1),
                tenant.value(),
                list,
                number);
        if (part.isEmpty()) {
            throw new SQLException("part " + number + " of revocation list " + list + " is missing");
        }
        return part.getFirst();
    }
}
