package io.countersign.edge.store.embedded;

import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.revocation.IssuerRef;
import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationReason;
import io.countersign.core.revocation.RevokedCertificate;
import io.countersign.core.revocation.RevokedCertificates;
import io.countersign.core.revocation.RevokedEntry;
import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.Thumbprint;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;

/// Certificates taken back by hand: all of them in memory, written through to the database first.
final class EmbeddedRevokedCertificates implements RevokedCertificates {
    private static final int HEX = 16;
    private static final String COLUMNS = "issuer, serial, thumbprint, revoked_at, reason, revoked_by";

    /// Stands for "whoever issued it"; no hash has this form.
    private static final String ANYBODY = "";

    private final Database database;
    private final Map<TenantId, Map<Key, Revocation>> ofTenants = new ConcurrentHashMap<>();

    /// @param issuer what [IssuerRef#nameOf] says of it
    /// @param serial any where a thumbprint is told
    /// @param thumbprint empty where a serial number is told
    private record Key(String issuer, BigInteger serial, String thumbprint) {
        static Key of(RevokedEntry entry) {
            return switch (entry) {
                case RevokedEntry.BySerial(var issuer, var serial) ->
                    of(issuer.map(IssuerRef::nameOf).orElse(ANYBODY), serial);
                case RevokedEntry.ByThumbprint(var thumbprint) -> of(thumbprint);
            };
        }

        static Key of(String issuer, BigInteger serial) {
            return new Key(issuer, serial, "");
        }

        static Key of(Thumbprint thumbprint) {
            return new Key(ANYBODY, BigInteger.ZERO, thumbprint.value());
        }
    }

    /// How an entry stands in the tables.
    private record Columns(String issuer, String serial, String thumbprint) {
        static Columns of(RevokedEntry entry) {
            return switch (entry) {
                case RevokedEntry.BySerial(var issuer, var serial) ->
                    new Columns(issuer.map(X500Principal::getName).orElse(""), serial.toString(HEX), "");
                case RevokedEntry.ByThumbprint(var thumbprint) -> new Columns("", "", thumbprint.value());
            };
        }
    }

    private record OfTenant(TenantId tenant, RevokedCertificate certificate) {}

    EmbeddedRevokedCertificates(Database database) {
        this.database = database;
        database.read(sql -> sql.all(
                        "select " + COLUMNS + ", tenant from revoked_certificate",
                        row -> new OfTenant(new TenantId(row.getString(7)), read(row))))
                .forEach(row -> remember(row.tenant(), row.certificate()));
    }

    private static RevokedCertificate read(ResultSet row) throws SQLException {
        return read(row, EmbeddedRevokedCertificates::issuer);
    }

    /// @param issuers makes names of texts
    private static RevokedCertificate read(ResultSet row, Function<String, Optional<X500Principal>> issuers)
            throws SQLException {
        return new RevokedCertificate(
                entry(new Columns(row.getString(1), row.getString(2), row.getString(3)), issuers),
                new Revocation(Instant.ofEpochMilli(row.getLong(4)), RevocationReason.valueOf(row.getString(5))),
                row.getString(6));
    }

    private static RevokedEntry entry(Columns columns, Function<String, Optional<X500Principal>> issuers) {
        return columns.thumbprint().isEmpty()
                ? new RevokedEntry.BySerial(issuers.apply(columns.issuer()), new BigInteger(columns.serial(), HEX))
                : new RevokedEntry.ByThumbprint(new Thumbprint(columns.thumbprint()));
    }

    private static Optional<X500Principal> issuer(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new X500Principal(text));
    }

    private void remember(TenantId tenant, RevokedCertificate certificate) {
        ofTenants
                .computeIfAbsent(tenant, _ -> new ConcurrentHashMap<>())
                .putIfAbsent(Key.of(certificate.entry()), certificate.revocation());
    }

    @Override
    public Optional<Revocation> find(TenantId tenant, CertificateRef certificate) {
        Map<Key, Revocation> ofTenant = ofTenants.getOrDefault(tenant, Map.of());
        return Optional.ofNullable(ofTenant.get(Key.of(certificate.issuer().name(), certificate.serial())))
                .or(() -> Optional.ofNullable(ofTenant.get(Key.of(ANYBODY, certificate.serial()))));
    }

    @Override
    public Optional<Revocation> find(TenantId tenant, Thumbprint certificate) {
        return Optional.ofNullable(ofTenants.getOrDefault(tenant, Map.of()).get(Key.of(certificate)));
    }

    @Override
    public boolean addAll(TenantId tenant, List<RevokedCertificate> certificates, Instant now) {
        return database.alone(() -> {
            Map<Key, Revocation> present = ofTenants.getOrDefault(tenant, Map.of());
            Map<Key, RevokedCertificate> added = new LinkedHashMap<>();
            for (RevokedCertificate certificate : certificates) {
                Key key = Key.of(certificate.entry());
                if (!present.containsKey(key)) {
                    added.putIfAbsent(key, certificate);
                }
            }
            if (present.size() + added.size() > PER_TENANT_MAX) {
                return false;
            }
            database.change(
                    tenant,
                    sql -> insertAll(sql, tenant, added.values().stream().toList(), now),
                    isThere -> {
                        if (isThere) {
                            added.values().forEach(certificate -> remember(tenant, certificate));
                        }
                    });
            return true;
        });
    }

    private static boolean insertAll(Sql sql, TenantId tenant, List<RevokedCertificate> added, Instant now)
            throws SQLException {
        boolean isThere = EmbeddedTenants.isThere(sql, tenant);
        if (isThere) {
            sql.changeAll(
                    "insert into revoked_certificate (" + COLUMNS + ", tenant) values (?, ?, ?, ?, ?, ?, ?)",
                    added,
                    certificate -> columns(certificate, tenant));
            for (RevokedCertificate certificate : added) {
                note(
                        sql,
                        tenant,
                        new Event(
                                now,
                                certificate.by(),
                                true,
                                certificate.entry(),
                                certificate.revocation().reason()));
            }
        }
        return isThere;
    }

    private static Object[] columns(RevokedCertificate certificate, TenantId tenant) {
        Columns entry = Columns.of(certificate.entry());
        return new Object[] {
            entry.issuer(),
            entry.serial(),
            entry.thumbprint(),
            certificate.revocation().at().toEpochMilli(),
            certificate.revocation().reason().name(),
            certificate.by(),
            tenant.value()
        };
    }

    private static void note(Sql sql, TenantId tenant, Event event) throws SQLException {
        Columns entry = Columns.of(event.entry());
        sql.change(
                "insert into revocation_event (tenant, at, done_by, revoked, issuer, serial, thumbprint, reason)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                tenant.value(),
                event.at().toEpochMilli(),
                event.by(),
                event.wasRevoked(),
                entry.issuer(),
                entry.serial(),
                entry.thumbprint(),
                event.reason().name());
    }

    @Override
    public boolean undo(TenantId tenant, RevokedEntry entry, String by, Instant now) {
        return database.alone(() -> {
            Revocation revocation = ofTenants.getOrDefault(tenant, Map.of()).get(Key.of(entry));
            if (revocation == null) {
                return false;
            }
            database.change(
                    tenant,
                    sql -> {
                        note(sql, tenant, new Event(now, by, false, entry, revocation.reason()));
                        Columns columns = Columns.of(entry);
                        return sql.change(
                                "delete from revoked_certificate"
                                        + " where tenant = ? and issuer = ? and serial = ? and thumbprint = ?",
                                tenant.value(),
                                columns.issuer(),
                                columns.serial(),
                                columns.thumbprint());
                    },
                    _ -> ofTenants.getOrDefault(tenant, Map.of()).remove(Key.of(entry)));
            return true;
        });
    }

    @Override
    public List<RevokedCertificate> page(TenantId tenant, Page page) {
        return database.read(sql -> sql.all(
                "select " + COLUMNS + " from revoked_certificate where tenant = ?"
                        + " order by rowid desc limit ? offset ?",
                EmbeddedRevokedCertificates::read,
                tenant.value(),
                page.size(),
                page.offset()));
    }

    @Override
    public long count(TenantId tenant) {
        return ofTenants.getOrDefault(tenant, Map.of()).size();
    }

    @Override
    public List<Event> events(TenantId tenant, Page page) {
        return database.read(sql -> sql.all(
                "select at, done_by, revoked, issuer, serial, thumbprint, reason from revocation_event where tenant = ?"
                        + " order by rowid desc limit ? offset ?",
                row -> new Event(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getString(2),
                        row.getBoolean(3),
                        entry(
                                new Columns(row.getString(4), row.getString(5), row.getString(6)),
                                EmbeddedRevokedCertificates::issuer),
                        RevocationReason.valueOf(row.getString(7))),
                tenant.value(),
                page.size(),
                page.offset()));
    }

    /// The number of the last event of a tenant grows: no row is taken out but with its tenant.
    @Override
    public Optional<Standing> since(TenantId tenant, long change) {
        return database.read(sql -> {
            // read first: what is done in between stands in the list too early, and is told again
            long last = sql.all(
                            "select coalesce(max(rowid), 0) from revocation_event where tenant = ?",
                            row -> row.getLong(1),
                            tenant.value())
                    .getFirst();
            return last == change ? Optional.empty() : Optional.of(new Standing(last, all(sql, tenant)));
        });
    }

    /// A hundred thousand certificates are of a few issuers: each name is parsed once.
    private static List<RevokedCertificate> all(Sql sql, TenantId tenant) throws SQLException {
        Map<String, Optional<X500Principal>> issuers = new HashMap<>();
        return sql.all(
                "select " + COLUMNS + " from revoked_certificate where tenant = ? order by rowid",
                row -> read(row, name -> issuers.computeIfAbsent(name, EmbeddedRevokedCertificates::issuer)),
                tenant.value());
    }

    /// Forgets what belonged to a removed tenant.
    void forget(TenantId tenant) {
        ofTenants.remove(tenant);
    }
}
