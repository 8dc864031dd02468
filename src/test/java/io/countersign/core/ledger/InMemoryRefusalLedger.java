package io.countersign.core.ledger;

import io.countersign.core.ledger.Refused.Standing;
import io.countersign.core.ledger.Refused.What;
import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The model of [RefusalLedger].
public final class InMemoryRefusalLedger implements RefusalLedger {
    private final Limits limits;
    private final Map<What, Refused> entries = new LinkedHashMap<>();

    public InMemoryRefusalLedger(Limits limits) {
        this.limits = limits;
    }

    @Override
    public synchronized void note(Refused refused) {
        entries.merge(refused.what(), refused, Refused::and);
        List<Refused> shelf = shelf(refused.what().tenant(), refused.what().standing());
        for (int i = 0; i < shelf.size(); i++) {
            boolean isOld =
                    shelf.get(i).lastSeen().isBefore(shelf.getFirst().lastSeen().minus(limits.keptFor()));
            if (isOld || i >= limits.entriesMax(refused.what().standing())) {
                entries.remove(shelf.get(i).what());
            }
        }
    }

    private List<Refused> shelf(TenantId tenant, Standing standing) {
        return newestFirst().stream()
                .filter(refused ->
                        refused.what().tenant().equals(tenant) && refused.what().standing() == standing)
                .toList();
    }

    private List<Refused> newestFirst() {
        return entries.values().stream()
                .sorted(Comparator.comparing(Refused::lastSeen).reversed())
                .toList();
    }

    @Override
    public synchronized List<Refused> page(TenantId tenant, Filter filter, Page page) {
        return matching(tenant, filter).stream()
                .skip(page.offset())
                .limit(page.size())
                .toList();
    }

    private List<Refused> matching(TenantId tenant, Filter filter) {
        return newestFirst().stream()
                .filter(refused -> refused.what().tenant().equals(tenant))
                .filter(refused -> !refused.lastSeen().isBefore(filter.since()))
                .filter(refused -> filter.device().isEmpty()
                        || filter.device().equals(refused.what().device()))
                .filter(refused -> filter.reason().isEmpty()
                        || filter.reason().equals(refused.what().reason()))
                .toList();
    }

    @Override
    public synchronized long count(TenantId tenant, Filter filter) {
        return matching(tenant, filter).size();
    }

    /// Forgets what belongs to a tenant.
    public synchronized void removeAll(TenantId tenant) {
        entries.keySet().removeIf(what -> what.tenant().equals(tenant));
    }
}
