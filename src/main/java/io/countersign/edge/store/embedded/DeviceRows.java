package io.countersign.edge.store.embedded;

import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.Issued;
import io.countersign.core.token.Lifespan;
import io.countersign.core.token.Stamp;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Thumbprint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The statements about the table `device`.
///
/// A device of a tenant that is gone is not written, without complaint: it goes as it would have gone with its tenant a
/// moment later.
final class DeviceRows {
    private static final String COLUMNS =
            "select id, kind, enabled, registered_at, leaf, lifespan_seconds, stamp, ended_up_to, anchor from device";
    private static final String INSERT = "insert into device (tenant, id, kind, enabled, registered_at)"
            + " select id, ?, ?, ?, ? from tenant where id = ? on conflict (tenant, id) do ";

    /// Above every character that a device id may hold: U+10FFFF is no character.
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private DeviceRows() {}

    static DeviceFacts find(Sql sql, DeviceKey key) throws SQLException {
        return sql.first(
                        COLUMNS + " where tenant = ? and id = ?",
                        row -> read(row, key.tenant()),
                        key.tenant().value(),
                        key.id().value())
                .orElse(DeviceFacts.NONE);
    }

    private static DeviceFacts read(ResultSet row, TenantId tenant) throws SQLException {
        var device = new Device(
                tenant,
                new DeviceId(row.getString(1)),
                Kind.valueOf(row.getString(2)),
                row.getBoolean(3),
                Instant.ofEpochMilli(row.getLong(4)));
        String leaf = row.getString(5);
        Optional<Issued> issued = leaf == null
                ? Optional.empty()
                : Optional.of(new Issued(
                        new Thumbprint(leaf),
                        new Lifespan(row.getInt(6)),
                        new Stamp(row.getLong(7)),
                        new Stamp(row.getLong(8)),
                        Optional.ofNullable(row.getString(9)).map(AnchorId::new)));
        return new DeviceFacts(Optional.of(device), issued, false);
    }

    /// Inserts it unless it is there.
    ///
    /// @return what is there now
    static DeviceFacts insert(Sql sql, Device device) throws SQLException {
        sql.change(INSERT + "nothing", columns(device));
        return find(sql, new DeviceKey(device.tenant(), device.id()));
    }

    /// @return those that were written: not the devices of tenants that are gone
    static List<Device> putAll(Sql sql, Collection<Device> devices) throws SQLException {
        var gone = new HashSet<TenantId>();
        for (TenantId tenant : devices.stream().map(Device::tenant).distinct().toList()) {
            if (!EmbeddedTenants.isThere(sql, tenant)) {
                gone.add(tenant);
            }
        }
        sql.changeAll(
                INSERT + "update set kind = excluded.kind, enabled = excluded.enabled,"
                        + " registered_at = excluded.registered_at",
                devices,
                DeviceRows::columns);
        return devices.stream()
                .filter(device -> !gone.contains(device.tenant()))
                .toList();
    }

    private static Object[] columns(Device device) {
        return new Object[] {
            device.id().value(),
            device.kind().name(),
            device.enabled(),
            device.registeredAt().toEpochMilli(),
            device.tenant().value()
        };
    }

    static boolean setEnabled(Sql sql, DeviceKey key, boolean enabled) throws SQLException {
        return sql.change(
                        "update device set enabled = ? where tenant = ? and id = ?",
                        enabled,
                        key.tenant().value(),
                        key.id().value())
                == 1;
    }

    static void setIssued(Sql sql, Map<DeviceKey, DeviceFacts> facts) throws SQLException {
        sql.changeAll(
                "update device set leaf = ?, lifespan_seconds = ?, stamp = ?, ended_up_to = ?, anchor = ?"
                        + " where tenant = ? and id = ?",
                facts.entrySet(),
                entry -> {
                    Issued issued = entry.getValue().issued().orElseThrow();
                    return new @Nullable Object[] {
                        issued.leaf().value(),
                        issued.lifespan().seconds(),
                        issued.stamp().value(),
                        issued.endedUpTo().value(),
                        issued.anchor().map(AnchorId::value).orElse(null),
                        entry.getKey().tenant().value(),
                        entry.getKey().id().value()
                    };
                });
    }

    static boolean delete(Sql sql, DeviceKey key) throws SQLException {
        return sql.change(
                        "delete from device where tenant = ? and id = ?",
                        key.tenant().value(),
                        key.id().value())
                == 1;
    }

    static List<Device> page(Sql sql, TenantId tenant, String idPrefix, Page page) throws SQLException {
        return sql
                .all(
                        COLUMNS + " where tenant = ? and id >= ? and id < ? order by id limit ? offset ?",
                        row -> read(row, tenant),
                        tenant.value(),
                        idPrefix,
                        idPrefix + LAST,
                        page.size(),
                        page.offset())
                .stream()
                .flatMap(facts -> facts.device().stream())
                .toList();
    }

    static long count(Sql sql, TenantId tenant, String idPrefix) throws SQLException {
        return sql.first(
                        "select count(*) from device where tenant = ? and id >= ? and id < ?",
                        row -> row.getLong(1),
                        tenant.value(),
                        idPrefix,
                        idPrefix + LAST)
                .orElse(0L);
    }

    static long countThrough(Sql sql, TenantId tenant, AnchorId anchor) throws SQLException {
        return sql.first(
                        "select count(*) from device where tenant = ? and anchor = ?",
                        row -> row.getLong(1),
                        tenant.value(),
                        anchor.value())
                .orElse(0L);
    }
}
