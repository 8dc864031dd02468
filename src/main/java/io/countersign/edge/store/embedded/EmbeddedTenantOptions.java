package io.countersign.edge.store.embedded;

import io.countersign.core.signing.SecretBox;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.tenant.TenantOptions;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// Options of tenants: all of them in memory, written through to the database first. Secret ones are sealed on disk.
public final class EmbeddedTenantOptions implements TenantOptions {
    private static final Comparator<TenantOption.Name> ORDER =
            Comparator.comparing(TenantOption.Name::category).thenComparing(TenantOption.Name::key);
    private static final SortedMap<TenantOption.Name, TenantOption> NONE =
            Collections.unmodifiableSortedMap(new TreeMap<>(ORDER));

    private final Database database;
    private final SecretBox box;
    private final Map<TenantId, SortedMap<TenantOption.Name, TenantOption>> ofTenants = new ConcurrentHashMap<>();

    EmbeddedTenantOptions(Database database, SecretBox box) {
        this.database = database;
        this.box = box;
        database.read(sql -> sql.all(
                        "select tenant, category, option_key, value, sealed_value, editable from tenant_option",
                        this::read))
                .forEach(row -> ofTenants
                        .computeIfAbsent(row.tenant(), _ -> new TreeMap<>(ORDER))
                        .put(row.option().name(), row.option()));
    }

    private record OfTenant(TenantId tenant, TenantOption option) {}

    private OfTenant read(ResultSet row) throws SQLException {
        var tenant = new TenantId(row.getString(1));
        var name = new TenantOption.Name(row.getString(2), row.getString(3));
        String value = name.isSecret()
                ? new String(box.open(row.getBytes(5), place(tenant, name)), StandardCharsets.UTF_8)
                : row.getString(4);
        return new OfTenant(tenant, new TenantOption(name, value, row.getBoolean(6)));
    }

    /// Neither part holds a slash, so no two options have one place.
    private static String place(TenantId tenant, TenantOption.Name name) {
        return "tenant_option/" + tenant + "/" + name.category() + "/" + name.key();
    }

    @Override
    public Optional<TenantOption> find(TenantId tenant, TenantOption.Name name) {
        return Optional.ofNullable(ofTenants.getOrDefault(tenant, NONE).get(name));
    }

    @Override
    public List<TenantOption> all(TenantId tenant) {
        return List.copyOf(ofTenants.getOrDefault(tenant, NONE).values());
    }

    @Override
    public void put(TenantId tenant, Collection<TenantOption> options) {
        database.change(
                tenant,
                sql -> {
                    boolean isThere = EmbeddedTenants.isThere(sql, tenant);
                    if (isThere) {
                        sql.changeAll(
                                "insert into tenant_option (tenant, category, option_key, value, sealed_value,"
                                        + " editable) values (?, ?, ?, ?, ?, ?)"
                                        + " on conflict (tenant, category, option_key) do update set"
                                        + " value = excluded.value, sealed_value = excluded.sealed_value,"
                                        + " editable = excluded.editable",
                                options,
                                option -> columns(tenant, option));
                    }
                    return isThere;
                },
                isThere -> {
                    if (isThere) {
                        change(tenant, present -> options.forEach(option -> present.put(option.name(), option)));
                    }
                });
    }

    private Object[] columns(TenantId tenant, TenantOption option) {
        TenantOption.Name name = option.name();
        byte[] value = option.value().getBytes(StandardCharsets.UTF_8);
        return new Object[] {
            tenant.value(),
            name.category(),
            name.key(),
            name.isSecret() ? null : option.value(),
            name.isSecret() ? box.seal(value, place(tenant, name)) : null,
            option.editable()
        };
    }

    @Override
    public boolean remove(TenantId tenant, TenantOption.Name name) {
        return database.change(
                tenant,
                sql -> sql.change(
                                "delete from tenant_option where tenant = ? and category = ? and option_key = ?",
                                tenant.value(),
                                name.category(),
                                name.key())
                        == 1,
                wasThere -> {
                    if (wasThere) {
                        change(tenant, present -> present.remove(name));
                    }
                });
    }

    /// Readers hold on to a map that does not change, so a change makes a new one.
    private void change(TenantId tenant, Consumer<SortedMap<TenantOption.Name, TenantOption>> change) {
        var changed = new TreeMap<TenantOption.Name, TenantOption>(ORDER);
        changed.putAll(ofTenants.getOrDefault(tenant, NONE));
        change.accept(changed);
        ofTenants.put(tenant, changed);
    }

    /// Forgets what belonged to a removed tenant.
    void forget(TenantId tenant) {
        ofTenants.remove(tenant);
    }
}
