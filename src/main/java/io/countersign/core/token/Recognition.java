package io.countersign.core.token;

import io.countersign.core.device.CommonNames;
import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.RememberedProofs.Validity;
import io.countersign.core.trust.ChainCheck;
import io.countersign.core.trust.ChainDigest;
import io.countersign.core.trust.ChainUnreadable;
import io.countersign.core.trust.ChainVerdict;
import io.countersign.core.trust.ShownChain;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustedChain;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out whom a chain proves its device to be.
///
/// A yes is remembered for exactly these certificates, until one of them expires or anything is changed that the
/// decision rests on, whichever comes first. A no is not: an anchor that comes late counts at once
/// (docs/decisions/0014).
public final class Recognition {
    /// How long a yes is remembered at most. Time alone may make another tenant trust the leaf, too: when a certificate
    /// becomes valid. This bounds how late that is seen.
    static final Duration REMEMBERED_MAX = Duration.ofHours(1);

    private final ChainCheck chainCheck;
    private final CommonNames commonNames;
    private final Changes changes;
    private final Lasting lasting;
    private final RememberedProofs remembered;

    /// @param changes counts what is changed of anchors, revocation, tenants and their options
    public Recognition(ChainCheck chainCheck, CommonNames commonNames, Changes changes, Lasting lasting) {
        this.chainCheck = chainCheck;
        this.commonNames = commonNames;
        this.changes = changes;
        this.lasting = lasting;
        this.remembered = new RememberedProofs(changes);
    }

    /// Tells how long a yes lasts that time alone can turn into a no.
    @FunctionalInterface
    public interface Lasting {
        /// The last moment at which what a tenant knows of revocation says the same as now, if nothing is changed.
        Instant until(TenantId tenant, Instant now);
    }

    /// What was found.
    sealed interface Result {
        /// A device of one tenant at least.
        record Recognized(Proof proof) implements Result {}

        /// Nobody.
        ///
        /// @param anchor the trusted certificate that the chain leads to, or would
        /// @param isSignedByCas whether only CAs have signed on the way to it
        record Unknown(Refusal refusal, Optional<TrustAnchor> anchor, boolean isSignedByCas) implements Result {}
    }

    Result of(ShownChain shown, Instant now) {
        // counted first: what is changed from here on makes the decision count for nothing
        long before = changes.count();
        ChainDigest digest = shown.digest();
        return remembered
                .find(digest, now)
                .<Result>map(Result.Recognized::new)
                .orElseGet(() -> judge(shown, digest, before, now));
    }

    private Result judge(ShownChain shown, ChainDigest digest, long before, Instant now) {
        ChainVerdict verdict;
        try {
            verdict = chainCheck.check(shown.read(), now);
        } catch (ChainUnreadable unreadable) {
            return new Result.Unknown(
                    new Refusal.Unreadable(String.valueOf(unreadable.getMessage())), Optional.empty(), false);
        }
        return switch (verdict) {
            case ChainVerdict.Untrusted untrusted ->
                new Result.Unknown(new Refusal.Chain(untrusted.fault()), untrusted.tried(), untrusted.isSignedByCas());
            case ChainVerdict.Trusted trusted -> recognize(trusted, digest, before, now);
        };
    }

    private Result recognize(ChainVerdict.Trusted trusted, ChainDigest digest, long before, Instant now) {
        List<TrustedChain> chains = trusted.chains();
        DeviceId device;
        try {
            device = deviceOf(chains.getFirst());
        } catch (IllegalArgumentException badName) {
            return new Result.Unknown(
                    new Refusal.BadDeviceId(String.valueOf(badName.getMessage())),
                    Optional.of(chains.getFirst().anchor()),
                    true);
        }
        Proof proof = Proof.of(device, chains);
        remembered.put(digest, new Validity(before, trusted.reached(), now, lastMoment(chains, now)), proof);
        return new Result.Recognized(proof);
    }

    /// The device that the leaf of a chain names.
    ///
    /// @throws IllegalArgumentException if it names none; the message tells why
    DeviceId deviceOf(TrustedChain chain) {
        return DeviceId.ofCommonNames(commonNames.of(chain.leaf().getSubjectX500Principal()));
    }

    private Instant lastMoment(List<TrustedChain> chains, Instant now) {
        Stream<Instant> ends = chains.stream()
                .flatMap(Recognition::certificates)
                .map(certificate -> certificate.getNotAfter().toInstant());
        Stream<Instant> facts =
                chains.stream().map(chain -> lasting.until(chain.anchor().tenant(), now));
        return Stream.concat(ends, facts)
                .reduce(now.plus(REMEMBERED_MAX), (one, other) -> one.isBefore(other) ? one : other);
    }

    private static Stream<X509Certificate> certificates(TrustedChain chain) {
        return Stream.concat(chain.path().stream(), Stream.of(chain.anchor().certificate()));
    }
}
