package io.countersign.edge.store.embedded;

import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.ledger.Refused;
import io.countersign.core.ledger.Refused.Standing;
import io.countersign.core.ledger.Refused.What;
import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// The refusal ledger: what is seen waits in memory, added up by kind, and is written a moment later, many together.
final class EmbeddedRefusals implements RefusalLedger {
    /// How many kinds of refusals may wait to be written.
    static final int WAITING_MAX = 10_000;

    /// How many are written in one transaction.
    private static final int TOGETHER_MAX = 500;

    private static final String WRITE = "insert into refusal (standing, device, leaf, reason, certificate, first_seen,"
            + " last_seen, times, detail, anchor, source, tenant) select ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, id from"
            + " tenant where id = ? on conflict (tenant, standing, device, leaf, reason, certificate) do update set"
            + " last_seen = excluded.last_seen, times = refusal.times + excluded.times, detail = excluded.detail,"
            + " anchor = excluded.anchor, source = excluded.source";
    private static final String FILTERED = " from refusal where tenant = ? and last_seen >= ?"
            + " and (? = '' or device = ?) and (? = '' or reason = ?)";

    private final Database database;
    private final Limits limits;
    private final Map<What, Refused> waiting = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();

    EmbeddedRefusals(Database database, Limits limits) {
        this.database = database;
        this.limits = limits;
    }

    @Override
    public void note(Refused refused) {
        if (waiting.size() >= WAITING_MAX && !waiting.containsKey(refused.what())) {
            dropped.increment();
            return;
        }
        waiting.merge(refused.what(), refused, Refused::and);
    }

    /// How many refusals were let go because too many waited.
    long dropped() {
        return dropped.sum();
    }

    /// Writes what waits by now; called again and again.
    void flush() {
        if (!waiting.isEmpty()) {
            writeAll();
        }
    }

    /// Afterwards all is on disk that was noted before, by whomever it was taken to be written.
    private void writeAll() {
        int batches = Math.max(1, Math.ceilDiv(waiting.size(), TOGETHER_MAX));
        for (int i = 0; i < batches; i++) {
            database.alone(this::writeSome);
        }
    }

    private int writeSome() {
        List<Refused> together = take();
        if (together.isEmpty()) {
            return 0;
        }
        try {
            return write(together);
        } catch (RuntimeException notWritten) {
            together.forEach(refused -> waiting.merge(refused.what(), refused, (newer, older) -> older.and(newer)));
            throw notWritten;
        }
    }

    private List<Refused> take() {
        var together = new ArrayList<Refused>();
        List<What> first = waiting.keySet().stream().limit(TOGETHER_MAX).toList();
        first.forEach(what -> Optional.ofNullable(waiting.remove(what)).ifPresent(together::add));
        return together;
    }

    private record Shelf(String tenant, Standing standing) {}

    private int write(List<Refused> together) {
        Set<Shelf> shelves = new HashSet<>();
        together.forEach(refused -> shelves.add(
                new Shelf(refused.what().tenant().value(), refused.what().standing())));
        return database.write(
                sql -> {
                    sql.changeAll(WRITE, together, EmbeddedRefusals::columns);
                    for (Shelf shelf : shelves) {
                        trim(sql, shelf);
                    }
                    return together.size();
                },
                _ -> {});
    }

    private static Object[] columns(Refused refused) {
        What what = refused.what();
        return new Object[] {
            what.standing().name(),
            what.device(),
            what.leaf(),
            what.reason(),
            what.certificate(),
            refused.firstSeen().toEpochMilli(),
            refused.lastSeen().toEpochMilli(),
            refused.count(),
            refused.detail(),
            refused.anchor(),
            refused.source(),
            what.tenant().value()
        };
    }

    /// Age is counted from the newest entry, so that no clock is needed here.
    private void trim(Sql sql, Shelf shelf) throws SQLException {
        String tenant = shelf.tenant();
        String standing = shelf.standing().name();
        sql.change(
                "delete from refusal where tenant = ? and standing = ? and last_seen <"
                        + " (select max(last_seen) from refusal where tenant = ? and standing = ?) - ?",
                tenant,
                standing,
                tenant,
                standing,
                limits.keptFor().toMillis());
        sql.change(
                "delete from refusal where rowid in (select rowid from refusal where tenant = ? and standing = ?"
                        + " order by last_seen desc limit -1 offset ?)",
                tenant,
                standing,
                limits.entriesMax(shelf.standing()));
    }

    @Override
    public List<Refused> page(TenantId tenant, Filter filter, Page page) {
        writeAll();
        var values = new ArrayList<Object>(List.of(values(tenant, filter)));
        values.add(page.size());
        values.add(page.offset());
        return database.read(sql -> sql.all(
                "select standing, device, leaf, reason, certificate, first_seen, last_seen, times, detail, anchor,"
                        + " source" + FILTERED + " order by last_seen desc, rowid desc limit ? offset ?",
                row -> read(row, tenant),
                values.toArray()));
    }

    @Override
    public long count(TenantId tenant, Filter filter) {
        writeAll();
        return database.read(
                sql -> sql.first("select count(*)" + FILTERED, row -> row.getLong(1), values(tenant, filter))
                        .orElse(0L));
    }

    private static Object[] values(TenantId tenant, Filter filter) {
        return new Object[] {
            tenant.value(),
            filter.since().toEpochMilli(),
            filter.device(),
            filter.device(),
            filter.reason(),
            filter.reason()
        };
    }

    private static Refused read(ResultSet row, TenantId tenant) throws SQLException {
        return new Refused(
                new What(
                        tenant,
                        Standing.valueOf(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getLong(8),
                row.getString(9),
                row.getString(10),
                row.getString(11));
    }

    /// Forgets what waits for a removed tenant; what is written goes with the tenant's row.
    void forget(TenantId tenant) {
        waiting.keySet().removeIf(what -> what.tenant().equals(tenant));
    }
}
