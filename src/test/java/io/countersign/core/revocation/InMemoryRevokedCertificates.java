package io.countersign.core.revocation;

import io.countersign.core.tenant.Page;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.Thumbprint;
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

    @Override
    public synchronized Optional<Revocation> find(TenantId tenant, CertificateRef wanted) {
        return of(tenant).stream()
                .filter(certificate -> certificate.entry() instanceof RevokedEntry.BySerial(var issuer, var serial)
                        && serial.equals(wanted.serial())
                        && issuer.map(IssuerRef::nameOf)
                                .filter(name -> !name.equals(wanted.issuer().name()))
                                .isEmpty())
                .map(RevokedCertificate::revocation)
                .findFirst();
    }

    @Override
    public synchronized Optional<Revocation> find(TenantId tenant, Thumbprint wanted) {
        return of(tenant).stream()
                .filter(certificate -> certificate.entry().equals(new RevokedEntry.ByThumbprint(wanted)))
                .map(RevokedCertificate::revocation)
                .findFirst();
    }

    @Override
    public synchronized boolean addAll(TenantId tenant, List<RevokedCertificate> added, Instant now) {
        List<RevokedCertificate> all = new ArrayList<>(of(tenant));
        List<Event> done = new ArrayList<>();
        for (RevokedCertificate certificate : added) {
            if (all.stream().noneMatch(there -> there.entry().equals(certificate.entry()))) {
                all.addFirst(certificate);
                done.addFirst(new Event(
                        now,
                        certificate.by(),
                        true,
                        certificate.entry(),
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
    public synchronized boolean undo(TenantId tenant, RevokedEntry entry, String by, Instant now) {
        Optional<RevokedCertificate> meant =
                of(tenant).stream().filter(there -> there.entry().equals(entry)).findFirst();
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
