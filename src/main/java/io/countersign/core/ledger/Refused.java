package io.countersign.core.ledger;

import io.countersign.core.tenant.TenantId;
import java.time.Instant;

/// One kind of refusal, seen once or many times.
///
/// @param what what makes it one kind
/// @param firstSeen to the millisecond
/// @param lastSeen likewise
/// @param count how often
/// @param detail one sentence, of the last time
/// @param anchor fingerprint of the trusted certificate that was tried last, or nothing
/// @param source address it came from last
public record Refused(
        What what, Instant firstSeen, Instant lastSeen, long count, String detail, String anchor, String source) {
    /// The longest texts that are kept, in characters; longer ones are cut.
    static final int NAME_MAX = 254;

    static final int CERTIFICATE_MAX = 500;
    static final int DETAIL_MAX = 1000;
    static final int SOURCE_MAX = 64;

    /// What is the same each time a kind of refusal is seen.
    ///
    /// @param tenant whose ledger it stands in
    /// @param standing whether the certificate was one of the tenant's CAs
    /// @param device what the leaf calls itself, or nothing
    /// @param leaf fingerprint of the leaf (contract.md 2.1), or nothing
    /// @param reason a stable code
    /// @param certificate subject of the certificate at fault, or nothing
    public record What(
            TenantId tenant, Standing standing, String device, String leaf, String reason, String certificate) {
        public What {
            device = cut(device, NAME_MAX);
            certificate = cut(certificate, CERTIFICATE_MAX);
        }
    }

    /// Who was refused. The two do not share the room that a tenant's ledger has: anybody can make certificates that no
    /// CA signed, as many as they like, and must not drive out what is told of the tenant's own devices.
    public enum Standing {
        /// A certificate that a CA of the tenant signed.
        KNOWN,
        /// Anything else.
        STRANGER
    }

    public Refused {
        detail = cut(detail, DETAIL_MAX);
        source = cut(source, SOURCE_MAX);
    }

    /// A refusal that was seen just now.
    public static Refused once(What what, Instant now, String detail, String anchor, String source) {
        return new Refused(what, now, now, 1, detail, anchor, source);
    }

    /// Both in one, the later one having the last word.
    public Refused and(Refused later) {
        return new Refused(
                what, firstSeen, later.lastSeen, count + later.count, later.detail, later.anchor, later.source);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
