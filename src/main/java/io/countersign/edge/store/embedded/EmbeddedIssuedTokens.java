package io.countersign.edge.store.embedded;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.NotInMemory;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.Issued;
import io.countersign.core.token.IssuedTokens;
import io.countersign.core.token.Stamp;
import io.countersign.core.trust.AnchorId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// When tokens were issued: changed in memory at once, written to disk a moment later, many together.
///
/// Nothing is remembered of a device that is not registered. Methods throw [NotInMemory] on a thread that may not wait
/// if they would have to.
public final class EmbeddedIssuedTokens implements IssuedTokens {
    /// How many devices are written in one transaction, so that other writers need not wait long.
    static final int TOGETHER_MAX = 500;

    private final Database database;
    private final RowCache<DeviceKey, DeviceFacts> memory;
    private final int dirtyMax;
    private final Set<DeviceKey> dirty = ConcurrentHashMap.newKeySet();
    private final Map<TenantId, Stamp> ended = new ConcurrentHashMap<>();

    /// @param dirtyMax how many devices may wait to be written; beyond that each caller waits for the disk
    EmbeddedIssuedTokens(Database database, RowCache<DeviceKey, DeviceFacts> memory, int dirtyMax) {
        this.database = database;
        this.memory = memory;
        this.dirtyMax = dirtyMax;
        database.read(sql -> sql.all(
                        "select tenant, up_to from ended_tokens",
                        row -> Map.entry(new TenantId(row.getString(1)), new Stamp(row.getLong(2)))))
                .forEach(tokens -> ended.put(tokens.getKey(), tokens.getValue()));
    }

    @Override
    public Stamp endedUpTo(TenantId tenant) {
        return ended.getOrDefault(tenant, Stamp.NONE);
    }

    @Override
    public void endUpTo(TenantId tenant, Stamp stamp) {
        database.write(
                sql -> sql.change(
                        "insert or replace into ended_tokens (tenant, up_to) select id, ? from tenant where id = ?",
                        stamp.value(),
                        tenant.value()),
                written -> {
                    if (written > 0) { // else the tenant is gone
                        ended.put(tenant, stamp);
                    }
                });
    }

    /// Forgets what belongs to a tenant that is gone.
    void forget(TenantId tenant) {
        ended.remove(tenant);
    }

    @Override
    public Optional<Issued> find(TenantId tenant, DeviceId device) {
        return memory.find(new DeviceKey(tenant, device)).issued();
    }

    @Override
    public Issued update(TenantId tenant, DeviceId device, Function<Optional<Issued>, Issued> change) {
        if (dirty.size() < dirtyMax) {
            return updateMemory(new DeviceKey(tenant, device), change);
        }
        return updateDisk(new DeviceKey(tenant, device), change);
    }

    @Override
    public void updateDurably(TenantId tenant, DeviceId device, Function<Optional<Issued>, Issued> change) {
        updateDisk(new DeviceKey(tenant, device), change);
    }

    private Issued updateDisk(DeviceKey key, Function<Optional<Issued>, Issued> change) {
        if (!database.mayBlock()) {
            throw NotInMemory.SIGNAL;
        }
        Issued after = updateMemory(key, change);
        write(List.of(key));
        return after;
    }

    /// Whoever exchanges the facts that it saw has decided alone; who comes too late decides again.
    private Issued updateMemory(DeviceKey key, Function<Optional<Issued>, Issued> change) {
        while (true) {
            DeviceFacts before = memory.find(key);
            Issued after = change.apply(before.issued());
            boolean isSame = before.issued().filter(after::equals).isPresent();
            if (isSame || before.device().isEmpty()) {
                return after;
            }
            if (memory.replace(key, before, before.with(after))) {
                dirty.add(key);
                return after;
            }
        }
    }

    /// Counts on disk, after everything has got there.
    @Override
    public long countThrough(TenantId tenant, AnchorId anchor) {
        flush();
        return database.read(sql -> DeviceRows.countThrough(sql, tenant, anchor));
    }

    /// How many devices have a token that is in memory only.
    long unwritten() {
        return dirty.size();
    }

    /// Writes what is only in memory by now; called again and again.
    void flush() {
        int batches = Math.ceilDiv(dirty.size(), TOGETHER_MAX);
        for (int i = 0; i < batches; i++) {
            write(dirty.stream().limit(TOGETHER_MAX).toList());
        }
    }

    private void write(Collection<DeviceKey> keys) {
        database.write(
                sql -> {
                    Map<DeviceKey, DeviceFacts> facts = dirtyOnes(keys);
                    DeviceRows.setIssued(sql, facts);
                    return facts;
                },
                written -> {
                    written.forEach(this::markClean);
                    keys.forEach(this::strikeOff);
                });
    }

    private Map<DeviceKey, DeviceFacts> dirtyOnes(Collection<DeviceKey> keys) {
        var facts = new HashMap<DeviceKey, DeviceFacts>();
        for (DeviceKey key : keys) {
            memory.inMemory(key).filter(DeviceFacts::isDirty).ifPresent(found -> facts.put(key, found));
        }
        return facts;
    }

    private void markClean(DeviceKey key, DeviceFacts written) {
        memory.written(key);
        memory.replace(key, written, written.clean());
    }

    /// Takes the key off the list first and looks then, so that a change in between is not missed.
    private void strikeOff(DeviceKey key) {
        dirty.remove(key);
        if (memory.inMemory(key).filter(DeviceFacts::isDirty).isPresent()) {
            dirty.add(key);
        }
    }
}
