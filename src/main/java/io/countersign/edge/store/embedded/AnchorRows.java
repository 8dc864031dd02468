package io.countersign.edge.store.embedded;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Possession;
import io.countersign.core.trust.TrustAnchor.Use;
import io.countersign.core.trust.VerificationCode;
import io.countersign.edge.store.embedded.KeptAnchor.Settings;
import io.countersign.edge.store.embedded.KeptAnchor.Stored;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The statements about the tables `trust_anchor` and `trusted_key`.
///
/// `trusted_key` says which tenant had a key first, by the SHA-256 of its SubjectPublicKeyInfo: two anchors with one
/// key are one CA, however they are named (product.md 3.3).
final class AnchorRows {
    private static final String ANCHOR = Use.ANCHOR.name();

    private AnchorRows() {}

    /// All, in the order of their upload.
    static Map<TenantId, List<KeptAnchor>> all(Sql sql) throws SQLException {
        return sql
                .all(
                        "select tenant, id, subject, der, name, enabled, auto_registration, spki_sha256, purpose,"
                                + " proven, code, code_usable_until from trust_anchor order by tenant, position",
                        AnchorRows::read)
                .stream()
                .collect(Collectors.groupingBy(KeptAnchor::tenant));
    }

    private static KeptAnchor read(ResultSet row) throws SQLException {
        String code = row.getString(11);
        var possession = new Possession(
                row.getBoolean(10),
                code == null
                        ? Optional.empty()
                        : Optional.of(new VerificationCode(code, Instant.ofEpochMilli(row.getLong(12)))));
        return new KeptAnchor(
                new Stored(row.getString(3), new KeyName(row.getBytes(8)), Use.valueOf(row.getString(9))),
                row.getBytes(4),
                new Settings(row.getString(5), row.getBoolean(6), row.getBoolean(7), possession),
                new AnchorId(row.getString(2)),
                new TenantId(row.getString(1)));
    }

    /// Who had which key first.
    static Map<KeyName, TenantId> firstHolders(Sql sql) throws SQLException {
        return sql
                .all(
                        "select spki_sha256, tenant from trusted_key",
                        row -> Map.entry(new KeyName(row.getBytes(1)), new TenantId(row.getString(2))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// @return false if the tenant is gone: then the anchors go as they would have gone with it
    static boolean insert(Sql sql, List<KeptAnchor> anchors) throws SQLException {
        int written = 0;
        for (KeptAnchor anchor : anchors) {
            written += insert(sql, anchor);
        }
        return written == anchors.size();
    }

    private static int insert(Sql sql, KeptAnchor anchor) throws SQLException {
        String tenant = anchor.tenant().value();
        if (anchor.use() == Use.ANCHOR) {
            sql.change(
                    "insert into trusted_key (spki_sha256, tenant) select ?, id from tenant where id = ?"
                            + " on conflict (spki_sha256) do nothing",
                    anchor.key().digest(),
                    tenant);
        }
        Settings settings = anchor.settings();
        VerificationCode code = settings.possession().code().orElse(null);
        return sql.change(
                "insert into trust_anchor (id, subject, spki_sha256, der, purpose, name, enabled, auto_registration,"
                        + " proven, code, code_usable_until, position, tenant) select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                        + " (select coalesce(max(position), 0) + 1 from trust_anchor there"
                        + " where there.tenant = tenant.id), id from tenant where id = ?",
                anchor.anchorId().value(),
                anchor.subject(),
                anchor.key().digest(),
                anchor.der(),
                anchor.use().name(),
                settings.name(),
                settings.enabled(),
                settings.autoRegistration(),
                settings.possession().proven(),
                text(code),
                millis(code),
                tenant);
    }

    static boolean update(Sql sql, KeptAnchor anchor) throws SQLException {
        Settings settings = anchor.settings();
        VerificationCode code = settings.possession().code().orElse(null);
        return sql.change(
                        "update trust_anchor set name = ?, enabled = ?, auto_registration = ?, proven = ?, code = ?,"
                                + " code_usable_until = ? where tenant = ? and id = ?",
                        settings.name(),
                        settings.enabled(),
                        settings.autoRegistration(),
                        settings.possession().proven(),
                        text(code),
                        millis(code),
                        anchor.tenant().value(),
                        anchor.anchorId().value())
                == 1;
    }

    /// The key is free for the next one when the last anchor of its first tenant goes.
    static int delete(Sql sql, KeptAnchor anchor) throws SQLException {
        String tenant = anchor.tenant().value();
        byte[] key = anchor.key().digest();
        sql.change(
                "delete from trust_anchor where tenant = ? and id = ?",
                tenant,
                anchor.anchorId().value());
        return sql.change(
                "delete from trusted_key where spki_sha256 = ? and tenant = ? and not exists"
                        + " (select 1 from trust_anchor where tenant = ? and spki_sha256 = ? and purpose = ?)",
                key,
                tenant,
                tenant,
                key,
                ANCHOR);
    }

    private static @Nullable String text(@Nullable VerificationCode code) {
        return code == null ? null : code.text();
    }

    private static @Nullable Long millis(@Nullable VerificationCode code) {
        return code == null ? null : code.usableUntil().toEpochMilli();
    }
}
