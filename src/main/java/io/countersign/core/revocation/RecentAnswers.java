package io.countersign.core.revocation;

import io.countersign.core.revocation.OcspReply.Status;
import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The OCSP answers that came lately, in memory alone: after a start they are asked for again.
///
/// Each was judged when it came: it was signed by who may, and is about the certificate of its issuer's key.
public final class RecentAnswers {
    /// How many are remembered, over all tenants; then the one that was not used for longest goes.
    public static final int ANSWERS_MAX = 100_000;

    private final Map<About, Answered> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<About, Answered> eldest) {
            return size() > ANSWERS_MAX;
        }
    };

    private final Changes changes;

    /// @param changes counts answers that are not good: whoever remembers a decision forgets it then
    public RecentAnswers(Changes changes) {
        this.changes = changes;
    }

    private record About(TenantId tenant, CertificateRef certificate) {}

    /// An answer that was believed.
    ///
    /// @param renewAt when to ask again
    public record Answered(OcspReply.Answer answer, Instant renewAt) {}

    /// What was last answered about a certificate, perhaps long ago.
    public synchronized Optional<Answered> about(TenantId tenant, CertificateRef certificate) {
        return Optional.ofNullable(answers.get(new About(tenant, certificate)));
    }

    /// Takes the place of what was answered before.
    public void put(TenantId tenant, CertificateRef certificate, Answered answered) {
        var about = new About(tenant, certificate);
        if (answered.answer().status() instanceof Status.Good) {
            keep(about, answered);
        } else {
            changes.make(tenant, () -> keep(about, answered));
        }
    }

    private synchronized void keep(About about, Answered answered) {
        answers.put(about, answered);
    }

    /// How many there are.
    public synchronized int size() {
        return answers.size();
    }
}
