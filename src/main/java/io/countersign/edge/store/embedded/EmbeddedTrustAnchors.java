package io.countersign.edge.store.embedded;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/// Trust anchors: all of them in memory, written through to the database first.
///
/// The table `trusted_key` says which tenant owns a key, by the SHA-256 of its SubjectPublicKeyInfo: two anchors with
/// one key are one CA, however they are named, and a CA belongs to one tenant (product.md 3.3).
public final class EmbeddedTrustAnchors implements TrustAnchors {
    private final Database database;
    private final AnchorMemory memory;

    /// @param parsedMax how many parsed certificates are kept in memory
    EmbeddedTrustAnchors(Database database, int parsedMax) {
        this.database = database;
        this.memory = new AnchorMemory(parsedMax);
        memory.addAll(database
                .read(sql -> sql.all(
                        "select tenant, id, subject, der, name, enabled, auto_registration"
                                + " from trust_anchor order by tenant, position",
                        EmbeddedTrustAnchors::read))
                .stream()
                .collect(Collectors.groupingBy(KeptAnchor::tenant)));
    }

    private static KeptAnchor read(ResultSet row) throws SQLException {
        return new KeptAnchor(
                new KeptAnchor.Settings(row.getString(5), row.getBoolean(6), row.getBoolean(7)),
                new AnchorId(row.getString(2)),
                new TenantId(row.getString(1)),
                row.getString(3),
                row.getBytes(4));
    }

    @Override
    public List<TrustAnchor> named(X500Principal subject) {
        return memory.named(KeptAnchor.canonical(subject)).stream()
                .map(memory::parsed)
                .filter(anchor -> anchor.certificate().getSubjectX500Principal().equals(subject))
                .toList();
    }

    @Override
    public Optional<TrustAnchor> find(AnchorId id) {
        return memory.find(KeptAnchor.number(id)).map(memory::parsed);
    }

    @Override
    public Optional<TrustAnchor> find(TenantId tenant, Fingerprint fingerprint) {
        return memory.of(tenant).stream()
                .filter(anchor -> anchor.mayHave(fingerprint))
                .map(memory::parsedInPassing)
                .filter(anchor -> anchor.fingerprint().equals(fingerprint))
                .findFirst();
    }

    @Override
    public List<TrustAnchor> of(TenantId tenant) {
        return memory.of(tenant).stream().map(memory::parsedInPassing).toList();
    }

    @Override
    public Added add(TrustAnchor anchor) {
        var kept =
                new KeptAnchor(anchor, KeptAnchor.canonical(anchor.certificate().getSubjectX500Principal()));
        byte[] spki = spki(anchor);
        return database.alone(() -> obstacle(kept, spki).orElseGet(() -> {
            database.write(sql -> insert(sql, anchor, kept, spki), isWritten -> {
                if (isWritten) {
                    memory.add(kept);
                }
            });
            return Added.ADDED;
        }));
    }

    private Optional<Added> obstacle(KeptAnchor kept, byte[] spki) {
        List<KeptAnchor> own = memory.of(kept.tenant());
        if (own.stream().anyMatch(there -> Arrays.equals(there.der(), kept.der()))) {
            return Optional.of(Added.ALREADY_YOURS);
        }
        Optional<String> owner = database.read(sql -> sql.first(
                "select tenant from trusted_key where spki_sha256 = ?", row -> row.getString(1), (Object) spki));
        if (owner.filter(tenant -> !tenant.equals(kept.tenant().value())).isPresent()) {
            return Optional.of(Added.TAKEN_BY_ANOTHER_TENANT);
        }
        long namesakes = own.stream()
                .filter(there -> there.subject().equals(kept.subject()))
                .count();
        return own.size() >= PER_TENANT_MAX || namesakes >= PER_SUBJECT_MAX
                ? Optional.of(Added.TOO_MANY)
                : Optional.empty();
    }

    /// @return false if the tenant is gone: then the anchor goes as it would have gone with it
    private static boolean insert(Sql sql, TrustAnchor anchor, KeptAnchor kept, byte[] spki) throws SQLException {
        String tenant = anchor.tenant().value();
        sql.change(
                "insert into trusted_key (spki_sha256, tenant) select ?, id from tenant where id = ?"
                        + " on conflict (spki_sha256) do nothing",
                spki,
                tenant);
        return sql.change(
                        "insert into trust_anchor (id, subject, spki_sha256, der, name, enabled, auto_registration,"
                                + " position, tenant) select ?, ?, ?, ?, ?, ?, ?, (select coalesce(max(position), 0)"
                                + " + 1 from trust_anchor there where there.tenant = tenant.id), id from tenant"
                                + " where id = ?",
                        anchor.id().value(),
                        kept.subject(),
                        spki,
                        kept.der(),
                        anchor.name().orElse(null),
                        anchor.enabled(),
                        anchor.autoRegistration(),
                        tenant)
                == 1;
    }

    @Override
    public boolean replace(TrustAnchor anchor) {
        return database.write(
                sql -> sql.change(
                                "update trust_anchor set name = ?, enabled = ?, auto_registration = ?"
                                        + " where tenant = ? and id = ?",
                                anchor.name().orElse(null),
                                anchor.enabled(),
                                anchor.autoRegistration(),
                                anchor.tenant().value(),
                                anchor.id().value())
                        == 1,
                _ -> memory.find(KeptAnchor.number(anchor.id()))
                        .filter(before -> before.tenant().equals(anchor.tenant()))
                        .ifPresent(before -> memory.replace(before, before.with(anchor))));
    }

    @Override
    public boolean remove(AnchorId id) {
        return database.alone(() -> {
            Optional<KeptAnchor> anchor = memory.find(KeptAnchor.number(id));
            anchor.ifPresent(there -> database.write(sql -> delete(sql, id, there), _ -> memory.remove(there)));
            return anchor.isPresent();
        });
    }

    /// The key is free again when its last anchor goes.
    private static int delete(Sql sql, AnchorId id, KeptAnchor anchor) throws SQLException {
        String tenant = anchor.tenant().value();
        sql.change("delete from trust_anchor where tenant = ? and id = ?", tenant, id.value());
        byte[] spki = spki(anchor.parse());
        return sql.change(
                "delete from trusted_key where spki_sha256 = ? and not exists"
                        + " (select 1 from trust_anchor where tenant = ? and spki_sha256 = ?)",
                spki,
                tenant,
                spki);
    }

    private static byte[] spki(TrustAnchor anchor) {
        return TrustedKey.digest(anchor.certificate().getPublicKey());
    }

    /// Forgets what belonged to a removed tenant.
    void forget(TenantId tenant) {
        memory.forget(tenant);
    }
}
