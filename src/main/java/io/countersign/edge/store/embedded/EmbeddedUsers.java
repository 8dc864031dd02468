package io.countersign.edge.store.embedded;

import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.user.Role;
import io.countersign.core.user.User;
import io.countersign.core.user.UserName;
import io.countersign.core.user.Users;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Users: on disk all, in memory those that were seen lately.
///
/// [#find] throws [io.countersign.core.tenant.NotInMemory] on a thread that may not wait if it would have to.
public final class EmbeddedUsers implements Users {
    private static final String SELECT = "select name, password_hash, email, roles, enabled, password_changed_at"
            + " from tenant_user where tenant = ?";

    private final Database database;
    private final EmbeddedTenants tenants;
    private final RowCache<Key, Optional<User>> memory;

    EmbeddedUsers(Database database, EmbeddedTenants tenants, RowCache<Key, Optional<User>> memory) {
        this.database = database;
        this.tenants = tenants;
        this.memory = memory;
    }

    /// Which user.
    record Key(TenantId tenant, UserName name) {
        static Key of(User user) {
            return new Key(user.tenant(), user.name());
        }
    }

    static Optional<User> read(Sql sql, Key key) throws SQLException {
        return sql.first(
                SELECT + " and name = ?",
                row -> read(row, key.tenant()),
                key.tenant().value(),
                key.name().value());
    }

    private static User read(ResultSet row, TenantId tenant) throws SQLException {
        return new User(
                tenant,
                new UserName(row.getString(1)),
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                roles(row.getString(4)),
                row.getBoolean(5),
                Instant.ofEpochMilli(row.getLong(6)));
    }

    private static Set<Role> roles(String text) {
        return text.isEmpty()
                ? Set.of()
                : Arrays.stream(text.split(",", -1)).map(Role::valueOf).collect(Collectors.toUnmodifiableSet());
    }

    private static String text(Set<Role> roles) {
        return roles.stream().sorted().map(Role::name).collect(Collectors.joining(","));
    }

    @Override
    public Optional<User> find(TenantId tenant, UserName name) {
        return memory.find(new Key(tenant, name));
    }

    @Override
    public List<User> of(TenantId tenant) {
        return database.read(sql -> sql.all(SELECT + " order by name", row -> read(row, tenant), tenant.value()));
    }

    @Override
    public boolean add(User user) {
        return database.write(sql -> insert(sql, user), isAdded -> rememberIf(isAdded, user));
    }

    private static boolean insert(Sql sql, User user) throws SQLException {
        return sql.change(
                        "insert into tenant_user (name, password_hash, email, roles, enabled, password_changed_at,"
                                + " tenant) select ?, ?, ?, ?, ?, ?, id from tenant where id = ?"
                                + " and (select count(*) from tenant_user there where there.tenant = tenant.id) < ?"
                                + " on conflict (tenant, name) do nothing",
                        user.name().value(),
                        user.passwordHash(),
                        user.email().orElse(null),
                        text(user.roles()),
                        user.enabled(),
                        user.passwordChangedAt().toEpochMilli(),
                        user.tenant().value(),
                        PER_TENANT_MAX)
                == 1;
    }

    @Override
    public boolean replace(User user) {
        return database.write(
                sql -> sql.change(
                                "update tenant_user set password_hash = ?, email = ?, roles = ?, enabled = ?,"
                                        + " password_changed_at = ? where tenant = ? and name = ?",
                                user.passwordHash(),
                                user.email().orElse(null),
                                text(user.roles()),
                                user.enabled(),
                                user.passwordChangedAt().toEpochMilli(),
                                user.tenant().value(),
                                user.name().value())
                        == 1,
                isDone -> rememberIf(isDone, user));
    }

    @Override
    public boolean remove(TenantId tenant, UserName name) {
        return database.write(
                sql -> sql.change("delete from tenant_user where tenant = ? and name = ?", tenant.value(), name.value())
                        == 1,
                _ -> memory.change(new Key(tenant, name), _ -> Optional.empty()));
    }

    @Override
    public boolean addTenant(Tenant tenant, User admin) {
        if (!admin.tenant().equals(tenant.id())) {
            throw new IllegalArgumentException(
                    "the first user of " + tenant.id() + " cannot be one of " + admin.tenant());
        }
        return database.write(sql -> EmbeddedTenants.insert(sql, tenant) && insert(sql, admin), isAdded -> {
            if (isAdded) {
                tenants.remember(tenant);
            }
            rememberIf(isAdded, admin);
        });
    }

    private void rememberIf(boolean isWritten, User user) {
        if (isWritten) {
            memory.put(Key.of(user), Optional.of(user), _ -> true);
        }
    }
}
