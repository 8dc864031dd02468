package io.countersign.edge.store.embedded;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchor.Use;
import io.countersign.core.trust.TrustAnchors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;

/// Trust anchors and intermediates: all of them in memory, written through to the database first.
public final class EmbeddedTrustAnchors implements TrustAnchors {
    private final Database database;
    private final AnchorMemory memory;

    /// @param parsedMax how many parsed certificates are kept in memory
    EmbeddedTrustAnchors(Database database, int parsedMax) {
        this.database = database;
        this.memory = new AnchorMemory(parsedMax);
        database.read(AnchorRows::firstHolders).forEach(memory.keys()::setFirst);
        memory.addAll(database.read(AnchorRows::all));
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
    public Addition add(List<TrustAnchor> together, Sharing sharing) {
        List<KeptAnchor> newcomers = together.stream().map(KeptAnchor::new).toList();
        return database.alone(() -> {
            var accepted = new ArrayList<KeptAnchor>();
            for (KeptAnchor newcomer : newcomers) {
                Optional<Added> obstacle = obstacle(newcomer, accepted, sharing);
                if (obstacle.isPresent()) {
                    return new Addition(obstacle.get(), accepted.size());
                }
                accepted.add(newcomer);
            }
            database.change(sql -> AnchorRows.insert(sql, accepted), isWritten -> {
                if (isWritten) {
                    accepted.forEach(memory::add);
                }
            });
            return new Addition(Added.ADDED, accepted.size());
        });
    }

    /// @param before those that are added together with it, before it
    private Optional<Added> obstacle(KeptAnchor newcomer, List<KeptAnchor> before, Sharing sharing) {
        List<KeptAnchor> own = Stream.concat(memory.of(newcomer.tenant()).stream(), before.stream())
                .toList();
        Optional<KeptAnchor> same = own.stream()
                .filter(there -> Arrays.equals(there.der(), newcomer.der()))
                .findFirst();
        if (same.isPresent()) {
            return Optional.of(same.get().use() == newcomer.use() ? Added.ALREADY_YOURS : Added.YOURS_FOR_ANOTHER_USE);
        }
        if (newcomer.use() == Use.ANCHOR
                && sharing == Sharing.FORBIDDEN
                && memory.keys().isTakenFrom(newcomer)) {
            return Optional.of(Added.TAKEN_BY_ANOTHER_TENANT);
        }
        long namesakes = own.stream()
                .filter(there -> there.subject().equals(newcomer.subject()))
                .count();
        return own.size() >= PER_TENANT_MAX || namesakes >= PER_SUBJECT_MAX
                ? Optional.of(Added.TOO_MANY)
                : Optional.empty();
    }

    @Override
    public Optional<TrustAnchor> change(AnchorId id, UnaryOperator<TrustAnchor> change) {
        return database.alone(() -> memory.find(KeptAnchor.number(id)).map(before -> {
            KeptAnchor after = before.with(change.apply(memory.parsedInPassing(before)));
            database.change(sql -> AnchorRows.update(sql, after), _ -> memory.replace(before, after));
            return memory.parsedInPassing(after);
        }));
    }

    @Override
    public boolean remove(AnchorId id) {
        return database.alone(() -> {
            Optional<KeptAnchor> anchor = memory.find(KeptAnchor.number(id));
            anchor.ifPresent(there -> database.change(sql -> AnchorRows.delete(sql, there), _ -> memory.remove(there)));
            return anchor.isPresent();
        });
    }

    /// Forgets what belonged to a removed tenant.
    void forget(TenantId tenant) {
        memory.forget(tenant);
    }
}
