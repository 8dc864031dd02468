package io.countersign.edge.store.embedded;

import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantStatus;
import io.countersign.core.tenant.Tenants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/// Tenants: all of them in memory, written through to the database first.
public final class EmbeddedTenants implements Tenants {
    private final Database database;
    private final List<Consumer<TenantId>> forgetters;
    private final Map<TenantId, Tenant> byId = new ConcurrentHashMap<>();
    private final Map<Domain, Tenant> byDomain = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<TenantId, Tenant> inOrder = new ConcurrentSkipListMap<>();

    /// @param forgetters clear the memory of what belongs to a tenant
    EmbeddedTenants(Database database, List<Consumer<TenantId>> forgetters) {
        this.database = database;
        this.forgetters = List.copyOf(forgetters);
        database.read(sql -> sql.all(
                        "select id, domain, company, admin_name, admin_email, status, created_at from tenant",
                        EmbeddedTenants::read))
                .forEach(this::remember);
    }

    private static Tenant read(ResultSet row) throws SQLException {
        return new Tenant(
                new TenantId(row.getString(1)),
                new Domain(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                TenantStatus.valueOf(row.getString(6)),
                Instant.ofEpochMilli(row.getLong(7)));
    }

    /// @return false, and nothing written, if the id or the domain is taken
    static boolean insert(Sql sql, Tenant tenant) throws SQLException {
        return sql.change(
                        "insert into tenant (id, domain, company, admin_name, admin_email, status, created_at)"
                                + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                        tenant.id().value(),
                        tenant.domain().host(),
                        tenant.company(),
                        tenant.adminName(),
                        tenant.adminEmail().orElse(null),
                        tenant.status().name(),
                        tenant.createdAt().toEpochMilli())
                == 1;
    }

    static boolean isThere(Sql sql, TenantId id) throws SQLException {
        return sql.first("select 1 from tenant where id = ?", row -> row.getInt(1), id.value())
                .isPresent();
    }

    /// Keeps a tenant that was just written.
    void remember(Tenant tenant) {
        Tenant before = byId.put(tenant.id(), tenant);
        inOrder.put(tenant.id(), tenant);
        byDomain.put(tenant.domain(), tenant);
        if (before != null && !before.domain().equals(tenant.domain())) {
            byDomain.remove(before.domain());
        }
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Optional<Tenant> withDomain(Domain domain) {
        return Optional.ofNullable(byDomain.get(domain));
    }

    @Override
    public List<Tenant> page(Page page) {
        return inOrder.values().stream().skip(page.offset()).limit(page.size()).toList();
    }

    @Override
    public long count() {
        return byId.size();
    }

    @Override
    public boolean replace(Tenant tenant) {
        return database.change(sql -> update(sql, tenant), isDone -> {
            if (isDone) {
                remember(tenant);
            }
        });
    }

    private static boolean update(Sql sql, Tenant tenant) throws SQLException {
        return sql.change(
                        "update tenant set domain = ?, company = ?, admin_name = ?, admin_email = ?, status = ?,"
                                + " created_at = ? where id = ? and not exists"
                                + " (select 1 from tenant other where other.domain = ? and other.id <> ?)",
                        tenant.domain().host(),
                        tenant.company(),
                        tenant.adminName(),
                        tenant.adminEmail().orElse(null),
                        tenant.status().name(),
                        tenant.createdAt().toEpochMilli(),
                        tenant.id().value(),
                        tenant.domain().host(),
                        tenant.id().value())
                == 1;
    }

    @Override
    public boolean remove(TenantId id) {
        return database.change(
                sql -> sql.change("delete from tenant where id = ?", id.value()) == 1, wasThere -> forget(id));
    }

    private void forget(TenantId id) {
        Tenant before = byId.remove(id);
        inOrder.remove(id);
        if (before != null) {
            byDomain.remove(before.domain());
        }
        forgetters.forEach(forgetter -> forgetter.accept(id));
    }
}
