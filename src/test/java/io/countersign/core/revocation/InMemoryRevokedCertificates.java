package io.countersign.core.revocation;

import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The model of [RevokedCertificates].
public final class InMemoryRevokedCertificates implements RevokedCertificates {
    private final Map<TenantId, List<RevokedCertificate>> certificates = new HashMap<>();
    private final Map<TenantId, List<Event>> events = new HashMap<>();

    private List<RevokedCertificate> of(TenantId tenant) {
        return certificates.computeIfAbsent(tenant, _ -> new ArrayList<>());
    }

    private static boolean isMeant(RevokedCertificate certificate, Entry entry) {
        return certificate.issuer().equals(entry.issuer())
                && certificate.serial().equals(entry.serial());
    }

    @Override
    public synchronized Optional<Revocation> find(TenantId tenant, CertificateRef wanted) {
        return of(tenant).stream()
                .filter(certificate -> certificate.serial().equals(wanted.serial()))
                .filter(certificate -> certificate
                        .issuer()
                        .map(IssuerRef::nameOf)
                        .filter(name -> !name.equals(wanted.issuer().name()))
                        .isEmpty())
                .map(RevokedCertificate::revocation)
                .findFirst();
    }

    @Override
    public synchronized boolean addAll(TenantId tenant, List<RevokedCertificate> added, Instant now) {
        List<RevokedCertificate> all = new ArrayList<>(of(tenant));
        List<Event> done = new ArrayList<>();
        for (RevokedCertificate certificate : added) {
            var entry = new Entry(certificate.issuer(), certificate.serial());
            if (all.stream().noneMatch(there -> isMeant(there, entry))) {
                all.addFirst(certificate);
                done.addFirst(new Event(
                        now,
                        certificate.by(),
                        true,
                        entry,
                        certificate.revocation().reason()));
            }
        }
        if (all.size() > PER_TENANT_MAX) {
            return false;
        }
        certificates.put(tenant, all);
        events.computeIfAbsent(tenant, _ -> new ArrayList<>()).addAll(0, done);
        return true;
    }

    @Override
    public synchronized boolean undo(TenantId tenant, Entry entry, String by, Instant now) {
        Optional<RevokedCertificate> meant =
                of(tenant).stream().filter(there -> isMeant(there, entry)).findFirst();
        meant.ifPresent(certificate -> {
            of(tenant).remove(certificate);
            events.computeIfAbsent(tenant, _ -> new ArrayList<>())
                    .addFirst(new Event(
                            now, by, false, entry, certificate.revocation().reason()));
        });
        return meant.isPresent();
    }

    @Override
    public synchronized List<RevokedCertificate> page(TenantId tenant, Page page) {
        return of(tenant).stream().skip(page.offset()).limit(page.size()).toList();
    }

    @Override
    public synchronized long count(TenantId tenant) {
        return of(tenant).size();
    }

    @Override
    public synchronized List<Event> events(TenantId tenant, Page page) {
        return events.getOrDefault(tenant, List.of()).stream()
                .skip(page.offset())
                .limit(page.size())
                .toList();
    }

    @Override
    public synchronized Optional<Standing> since(TenantId tenant, long change) {
        long last = events.getOrDefault(tenant, List.of()).size();
        return last == change
                ? Optional.empty()
                : Optional.of(new Standing(last, of(tenant).reversed()));
    }

    /// Forgets what belongs to a tenant.
    public synchronized void removeAll(TenantId tenant) {
        certificates.remove(tenant);
        events.remove(tenant);
    }
}
