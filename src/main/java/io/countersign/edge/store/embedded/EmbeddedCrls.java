package io.countersign.edge.store.embedded;

import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.revocation.Crl;
import io.countersign.core.revocation.Crls;
import io.countersign.core.revocation.IssuerRef;
import io.countersign.core.revocation.KeptCrl;
import io.countersign.core.revocation.KeptCrl.Origin;
import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationFormats;
import io.countersign.core.tenant.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.x500.X500Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Revocation lists: their bytes on disk, what they say in memory, in a form that is small.
final class EmbeddedCrls implements Crls {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedCrls.class);

    private final Database database;
    private final ListParts parts;
    private final Map<TenantId, List<Shelved>> ofTenants = new ConcurrentHashMap<>();

    /// @param issuers the issuers of the certificates that the list speaks of, by what [IssuerRef#nameOf] says of them
    private record Shelved(KeptCrl kept, long bytes, Map<String, X500Principal> issuers) {}

    /// @param formats reads lists
    EmbeddedCrls(Database database, RevocationFormats formats) {
        this.database = database;
        this.parts = new ListParts(database);
        parts.tidy();
        database.read(sql -> sql.all(
                        "select tenant, id, source, signers, kept_since from revocation_list order by rowid", Row::of))
                .forEach(row -> read(row, formats)
                        .ifPresent(shelved -> ofTenants.merge(row.tenant(), List.of(shelved), EmbeddedCrls::both)));
    }

    private record Row(TenantId tenant, String id, String source, Set<String> signers, Instant keptSince) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    new TenantId(row.getString(1)),
                    row.getString(2),
                    row.getString(3),
                    Set.of(row.getString(4).split(" ", -1)),
                    Instant.ofEpochMilli(row.getLong(5)));
        }
    }

    private Optional<Shelved> read(Row row, RevocationFormats formats) {
        byte[] der = parts.read(row.tenant(), row.id());
        try {
            Crl list = KeptCrl.bound(formats.crl(der), row.signers());
            return Optional.of(
                    shelved(new KeptCrl(row.id(), row.source(), list, row.signers(), row.keptSince()), der.length));
        } catch (IllegalArgumentException unreadable) {
            // a newer release may read less than the one that kept it; without it, its issuer's devices are judged as
            // their tenant wants it where nothing is known
            LOG.error("a revocation list of {} cannot be read any more: {}", row.tenant(), unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static Shelved shelved(KeptCrl kept, long bytes) {
        Map<String, X500Principal> issuers = new ConcurrentHashMap<>();
        issuers.put(IssuerRef.nameOf(kept.list().issuer()), kept.list().issuer());
        kept.list().certificateIssuers().forEach(issuer -> issuers.put(IssuerRef.nameOf(issuer), issuer));
        return new Shelved(kept, bytes, Map.copyOf(issuers));
    }

    private static List<Shelved> both(List<Shelved> one, List<Shelved> other) {
        List<Shelved> all = new ArrayList<>(one);
        all.addAll(other);
        return List.copyOf(all);
    }

    private List<Shelved> shelf(TenantId tenant) {
        return ofTenants.getOrDefault(tenant, List.of());
    }

    @Override
    public List<KeptCrl> of(TenantId tenant) {
        return shelf(tenant).stream().map(Shelved::kept).toList();
    }

    @Override
    public List<Crl> issuedBy(TenantId tenant, X500Principal issuer, Set<Origin> origins) {
        return shelf(tenant).stream()
                .filter(shelved -> origins.contains(shelved.kept().origin()))
                .map(shelved -> shelved.kept().list())
                .filter(list -> list.issuer().equals(issuer))
                .toList();
    }

    @Override
    public Optional<Revocation> find(TenantId tenant, CertificateRef certificate, Set<Origin> origins) {
        for (Shelved shelved : shelf(tenant)) {
            Optional<Revocation> revocation = Optional.ofNullable(
                            shelved.issuers().get(certificate.issuer().name()))
                    .filter(_ -> origins.contains(shelved.kept().origin()))
                    .filter(issuer -> isWordOfIssuer(shelved.kept(), issuer, certificate))
                    .flatMap(issuer -> shelved.kept().list().standing(issuer, certificate.serial()));
            if (revocation.isPresent()) {
                return revocation;
            }
        }
        return Optional.empty();
    }

    /// Two CAs of one name have lists of their own. Who signs lists for another is known by name only.
    private static boolean isWordOfIssuer(KeptCrl kept, X500Principal issuer, CertificateRef certificate) {
        boolean isForAnother = kept.list().header().scope().isIndirect()
                && !kept.list().issuer().equals(issuer);
        return isForAnother || kept.signers().contains(certificate.issuer().key());
    }

    /// Looks before it writes the bytes, so that a list that has no place costs nothing, and once more when they are
    /// written, for another may have come meanwhile.
    @Override
    public Kept put(TenantId tenant, KeptCrl list, byte[] der) {
        Kept expected = Place.of(shelf(tenant), list, der.length).outcome();
        if (expected != Kept.KEPT) {
            return expected;
        }
        parts.write(tenant, list.id(), der);
        Kept kept = database.alone(() -> keep(tenant, list, der.length));
        if (kept != Kept.KEPT) {
            parts.delete(tenant, list.id());
        }
        return kept;
    }

    private Kept keep(TenantId tenant, KeptCrl list, int length) {
        Place place = Place.of(shelf(tenant), list, length);
        if (place.outcome() != Kept.KEPT) {
            return place.outcome();
        }
        List<Shelved> after = both(place.others(), List.of(shelved(list, length)));
        database.change(
                tenant,
                sql -> {
                    if (place.before().isPresent()) {
                        delete(sql, tenant, place.before().get().kept().id());
                    }
                    return insert(sql, tenant, list);
                },
                isThere -> {
                    if (isThere) {
                        ofTenants.put(tenant, after);
                    }
                });
        return Kept.KEPT;
    }

    /// Whether a list has a place on a shelf.
    ///
    /// @param before the list whose place it takes
    /// @param others the lists that stay
    private record Place(Kept outcome, Optional<Shelved> before, List<Shelved> others) {
        static Place of(List<Shelved> shelf, KeptCrl list, int length) {
            Optional<Shelved> before = shelf.stream()
                    .filter(shelved -> list.succeeds(shelved.kept()))
                    .findFirst();
            List<Shelved> others = shelf.stream()
                    .filter(shelved -> before.filter(shelved::equals).isEmpty())
                    .toList();
            return new Place(outcome(list, length, before, others), before, others);
        }

        private static Kept outcome(KeptCrl list, int length, Optional<Shelved> before, List<Shelved> others) {
            if (before.filter(shelved -> list.isOlderThan(shelved.kept())).isPresent()) {
                return Kept.OLDER;
            }
            long bytes = others.stream().mapToLong(Shelved::bytes).sum() + length;
            return others.size() >= PER_TENANT_MAX || bytes > BYTES_PER_TENANT_MAX ? Kept.TOO_MANY : Kept.KEPT;
        }
    }

    private static boolean insert(Sql sql, TenantId tenant, KeptCrl list) throws SQLException {
        return sql.change(
                        "insert into revocation_list (id, source, signers, kept_since, tenant)"
                                + " select ?, ?, ?, ?, id from tenant where id = ?",
                        list.id(),
                        list.source(),
                        String.join(" ", list.signers()),
                        list.keptSince().toEpochMilli(),
                        tenant.value())
                == 1;
    }

    private static int delete(Sql sql, TenantId tenant, String id) throws SQLException {
        ListParts.delete(sql, tenant, id);
        return sql.change("delete from revocation_list where tenant = ? and id = ?", tenant.value(), id);
    }

    @Override
    public boolean remove(TenantId tenant, String id) {
        return database.change(
                tenant,
                sql -> delete(sql, tenant, id) == 1,
                _ -> ofTenants.computeIfPresent(
                        tenant,
                        (_, shelf) -> shelf.stream()
                                .filter(shelved -> !shelved.kept().id().equals(id))
                                .toList()));
    }

    /// How many bytes the lists of all tenants take in memory.
    long bytes() {
        return ofTenants.values().stream()
                .flatMap(List::stream)
                .mapToLong(shelved -> shelved.kept().list().bytes())
                .sum();
    }

    /// Forgets what belonged to a removed tenant.
    void forget(TenantId tenant) {
        ofTenants.remove(tenant);
    }
}
