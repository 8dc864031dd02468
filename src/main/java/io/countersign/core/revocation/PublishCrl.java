package io.countersign.core.revocation;

import io.countersign.core.revocation.RevokedCertificates.Standing;
import io.countersign.core.tenant.TenantId;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// Publishes what a tenant took back by hand as a revocation list, for servers that are not ours.
///
/// A list is kept and handed out until something changes or half of its life has passed, so that asking again and again
/// costs no signatures.
public final class PublishCrl {
    /// How many lists are signed at once: a long one takes some hundred megabytes meanwhile.
    private static final int AT_ONCE_MAX = 4;

    private final OwnCrls lists;
    private final RevokedCertificates revoked;
    private final CrlWriter writer;
    private final RevocationFormats formats;

    /// One tenant's list is signed by one thread.
    private final Object[] locks =
            Stream.generate(Object::new).limit(AT_ONCE_MAX).toArray();

    /// @param formats reads back what was written
    public PublishCrl(OwnCrls lists, RevokedCertificates revoked, CrlWriter writer, RevocationFormats formats) {
        this.lists = lists;
        this.revoked = revoked;
        this.writer = writer;
        this.formats = formats;
    }

    /// The list of a tenant, in DER.
    public byte[] publish(TenantId tenant, Instant now) {
        synchronized (locks[Math.floorMod(tenant.hashCode(), AT_ONCE_MAX)]) {
            Optional<OwnCrl> last = lists.last(tenant);
            long told =
                    last.filter(list -> list.isYoungAt(now)).map(OwnCrl::change).orElse(Standing.NEVER_TOLD);
            Optional<Standing> news = revoked.since(tenant, told);
            if (news.isEmpty()) {
                return last.orElseThrow().der();
            }
            OwnCrl list = sign(tenant, news.get(), number(last, now), now);
            lists.put(tenant, list);
            return list.der();
        }
    }

    /// The certificate that the list of a tenant is checked with.
    public X509Certificate certificate(TenantId tenant, Instant now) {
        return signer(tenant, now).certificate();
    }

    private CrlSigner signer(TenantId tenant, Instant now) {
        return lists.signer(tenant).orElseGet(() -> lists.keep(tenant, writer.draw(tenant, now)));
    }

    /// The time, so that numbers do not go back where an old backup is restored.
    private static long number(Optional<OwnCrl> last, Instant now) {
        return Math.max(now.getEpochSecond(), last.map(OwnCrl::number).orElse(0L) + 1);
    }

    private OwnCrl sign(TenantId tenant, Standing standing, long number, Instant now) {
        CrlSigner signer = signer(tenant, now);
        var draft = CrlDraft.of(signer.name(), BigInteger.valueOf(number), standing.certificates(), now);
        byte[] der = writer.write(draft, signer);
        Crl written = formats.crl(der);
        if (!written.isSignedBy(signer.certificate().getPublicKey()) || !draft.isSaidBy(written)) {
            throw new IllegalStateException("the revocation list of " + tenant + " says something else than it should");
        }
        return new OwnCrl(number, standing.change(), draft.thisUpdate(), der);
    }
}
