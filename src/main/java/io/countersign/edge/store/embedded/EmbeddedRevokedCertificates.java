package io.countersign.edge.store.embedded;

import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.revocation.IssuerRef;
import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationReason;
import io.countersign.core.revocation.RevokedCertificate;
import io.countersign.core.revocation.RevokedCertificates;
import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
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
import javax.security.auth.x500.X500Principal;

/// Certificates taken back by hand: all of them in memory, written through to the database first.
final class EmbeddedRevokedCertificates implements RevokedCertificates {
    private static final int HEX = 16;

    /// Stands for "whoever issued it"; no hash has this form.
    private static final String ANYBODY = "";

    private final Database database;
    private final Map<TenantId, Map<Key, Revocation>> ofTenants = new ConcurrentHashMap<>();

    /// @param issuer what [IssuerRef#nameOf] says of it
    private record Key(String issuer, BigInteger serial) {
        static Key of(Entry entry) {
            return new Key(entry.issuer().map(IssuerRef::nameOf).orElse(ANYBODY), entry.serial());
        }
    }

    private record OfTenant(TenantId tenant, RevokedCertificate certificate) {}

    EmbeddedRevokedCertificates(Database database) {
        this.database = database;
        database.read(sql -> sql.all(
                        "select issuer, serial, revoked_at, reason, revoked_by, tenant from revoked_certificate",
                        row -> new OfTenant(new TenantId(row.getString(6)), read(row))))
                .forEach(row -> remember(row.tenant(), row.certificate()));
    }

    private static RevokedCertificate read(ResultSet row) throws SQLException {
        return read(row, issuer(row.getString(1)));
    }

    private static RevokedCertificate read(ResultSet row, Optional<X500Principal> issuer) throws SQLException {
        return new RevokedCertificate(
                issuer,
                new BigInteger(row.getString(2), HEX),
                new Revocation(Instant.ofEpochMilli(row.getLong(3)), RevocationReason.valueOf(row.getString(4))),
                row.getString(5));
    }

    private static Optional<X500Principal> issuer(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(new X500Principal(text));
    }

    private static String text(Optional<X500Principal> issuer) {
        return issuer.map(X500Principal::getName).orElse("");
    }

    private void remember(TenantId tenant, RevokedCertificate certificate) {
        ofTenants
                .computeIfAbsent(tenant, _ -> new ConcurrentHashMap<>())
                .putIfAbsent(Key.of(entry(certificate)), certificate.revocation());
    }

    private static Entry entry(RevokedCertificate certificate) {
        return new Entry(certificate.issuer(), certificate.serial());
    }

    @Override
    public Optional<Revocation> find(TenantId tenant, CertificateRef certificate) {
        Map<Key, Revocation> ofTenant = ofTenants.getOrDefault(tenant, Map.of());
        return Optional.ofNullable(ofTenant.get(new Key(certificate.issuer().name(), certificate.serial())))
                .or(() -> Optional.ofNullable(ofTenant.get(new Key(ANYBODY, certificate.serial()))));
    }

    @Override
    public boolean addAll(TenantId tenant, List<RevokedCertificate> certificates, Instant now) {
        return database.alone(() -> {
            Map<Key, Revocation> present = ofTenants.getOrDefault(tenant, Map.of());
            Map<Key, RevokedCertificate> added = new LinkedHashMap<>();
            for (RevokedCertificate certificate : certificates) {
                Key key = Key.of(entry(certificate));
                if (!present.containsKey(key)) {
                    added.putIfAbsent(key, certificate);
                }
            }
            if (present.size() + added.size() > PER_TENANT_MAX) {
                return false;
            }
            database.change(
                    sql -> insertAll(sql, tenant, added.values().stream().toList(), now), isThere -> {
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
                    "insert into revoked_certificate (issuer, serial, revoked_at, reason, revoked_by, tenant)"
                            + " values (?, ?, ?, ?, ?, ?)",
                    added,
                    certificate -> new Object[] {
                        text(certificate.issuer()),
                        certificate.serial().toString(HEX),
                        certificate.revocation().at().toEpochMilli(),
                        certificate.revocation().reason().name(),
                        certificate.by(),
                        tenant.value()
                    });
            for (RevokedCertificate certificate : added) {
                note(
                        sql,
                        tenant,
                        new Event(
                                now,
                                certificate.by(),
                                true,
                                entry(certificate),
                                certificate.revocation().reason()));
            }
        }
        return isThere;
    }

    private static void note(Sql sql, TenantId tenant, Event event) throws SQLException {
        sql.change(
                "insert into revocation_event (tenant, at, done_by, revoked, issuer, serial, reason)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                tenant.value(),
                event.at().toEpochMilli(),
                event.by(),
                event.wasRevoked(),
                text(event.entry().issuer()),
                event.entry().serial().toString(HEX),
                event.reason().name());
    }

    @Override
    public boolean undo(TenantId tenant, Entry entry, String by, Instant now) {
        return database.alone(() -> {
            Revocation revocation = ofTenants.getOrDefault(tenant, Map.of()).get(Key.of(entry));
            if (revocation == null) {
                return false;
            }
            database.change(
                    sql -> {
                        note(sql, tenant, new Event(now, by, false, entry, revocation.reason()));
                        return sql.change(
                                "delete from revoked_certificate where tenant = ? and issuer = ? and serial = ?",
                                tenant.value(),
                                text(entry.issuer()),
                                entry.serial().toString(HEX));
                    },
                    _ -> ofTenants.getOrDefault(tenant, Map.of()).remove(Key.of(entry)));
            return true;
        });
    }

    @Override
    public List<RevokedCertificate> page(TenantId tenant, Page page) {
        return database.read(sql -> sql.all(
                "select issuer, serial, revoked_at, reason, revoked_by from revoked_certificate where tenant = ?"
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
                "select at, done_by, revoked, issuer, serial, reason from revocation_event where tenant = ?"
                        + " order by rowid desc limit ? offset ?",
                row -> new Event(
                        Instant.ofEpochMilli(row.getLong(1)),
                        row.getString(2),
                        row.getBoolean(3),
                        new Entry(issuer(row.getString(4)), new BigInteger(row.getString(5), HEX)),
                        RevocationReason.valueOf(row.getString(6))),
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
                "select issuer, serial, revoked_at, reason, revoked_by from revoked_certificate where tenant = ?"
                        + " order by rowid",
                row -> read(row, issuers.computeIfAbsent(row.getString(1), EmbeddedRevokedCertificates::issuer)),
                tenant.value());
    }

    /// Forgets what belonged to a removed tenant.
    void forget(TenantId tenant) {
        ofTenants.remove(tenant);
    }
}
