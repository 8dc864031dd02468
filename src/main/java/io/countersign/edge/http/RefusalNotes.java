package io.countersign.edge.http;

import io.countersign.core.device.CommonNames;
import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.ledger.Refused;
import io.countersign.core.ledger.Refused.Standing;
import io.countersign.core.ledger.Refused.What;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.IssueToken.Outcome;
import io.countersign.core.token.Refusal;
import io.countersign.core.trust.ChainFault;
import io.countersign.core.trust.ChainUnreadable;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.ShownChain;
import io.countersign.core.trust.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Notes refused token requests in the ledger of the tenant that they concern, or of `management` if none can be named.
public final class RefusalNotes {
    private final RefusalLedger ledger;
    private final CommonNames commonNames;

    /// @param commonNames reads what a leaf calls itself
    public RefusalNotes(RefusalLedger ledger, CommonNames commonNames) {
        this.ledger = ledger;
        this.commonNames = commonNames;
    }

    /// A request that was refused before its chain was judged.
    void note(Problem problem, String source, Instant now) {
        note(new What(TenantId.MANAGEMENT, Standing.STRANGER, "", "", problem.reason(), ""), problem, "", source, now);
    }

    /// A request that was refused for what it showed.
    void note(Outcome.Refused outcome, Problem problem, ShownChain shown, String source, Instant now) {
        X509Certificate leaf;
        try {
            leaf = shown.read().leaf();
        } catch (ChainUnreadable unreadable) {
            note(problem, source, now);
            return;
        }
        var what = new What(
                outcome.tenant().orElse(TenantId.MANAGEMENT),
                standing(outcome),
                deviceOf(leaf),
                Fingerprint.of(leaf).hex(),
                problem.reason(),
                outcome.refusal() instanceof Refusal.Chain(var fault)
                        ? fault.certificate()
                        : leaf.getSubjectX500Principal().getName());
        Optional<String> anchor = outcome.anchor().map(TrustAnchor::fingerprint).map(Fingerprint::hex);
        note(what, problem, anchor.orElse(""), source, now);
    }

    private void note(What what, Problem problem, String anchor, String source, Instant now) {
        ledger.note(Refused.once(
                what, now.truncatedTo(ChronoUnit.MILLIS), problem.detail().orElse(problem.message()), anchor, source));
    }

    /// Only the signature of a CA tells whose certificate it is. A name alone anybody can write, and whoever holds a
    /// device's key can sign with it.
    private static Standing standing(Outcome.Refused outcome) {
        boolean isSigned = outcome.anchor().isPresent()
                && outcome.isSignedByCas()
                && !(outcome.refusal() instanceof Refusal.Chain(var fault)
                        && fault.reason().check().compareTo(ChainFault.Check.ALGORITHMS) <= 0);
        return isSigned ? Standing.KNOWN : Standing.STRANGER;
    }

    private String deviceOf(X509Certificate leaf) {
        try {
            return String.join(", ", commonNames.of(leaf.getSubjectX500Principal()));
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }
}
