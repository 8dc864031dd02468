package io.countersign.core.trust;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Lets a tenant prove that it holds the private key of a trusted certificate: it draws a code, signs it, and hands the
/// signature in (contract.md 2.3).
public final class ProvePossession {
    /// How long a code may be signed: a CA's key often lies in a safe, so a working day is not enough.
    public static final Duration CODE_USABLE = Duration.ofHours(24);

    private final TrustAnchors anchors;
    private final Supplier<String> freshCodes;

    /// @param freshCodes draws the texts of [VerificationCode]s
    public ProvePossession(TrustAnchors anchors, Supplier<String> freshCodes) {
        this.anchors = anchors;
        this.freshCodes = freshCodes;
    }

    /// What became of it.
    public sealed interface Result {
        /// It is done.
        record Done(TrustAnchor anchor) implements Result {}

        /// The signature is not one of this key over the present code.
        record WrongSignature() implements Result {}

        /// There is nothing to prove, or nothing to prove it with.
        ///
        /// @param rule why, as a sentence
        record Unfit(String rule) implements Result {}

        /// The certificate was deleted.
        record Gone() implements Result {}
    }

    /// Draws a code, which replaces the one before. What was proven stays proven.
    public Result drawCode(TrustAnchor anchor, Instant now) {
        Optional<String> unfit = unfit(anchor).or(() -> unfitKey(anchor));
        if (unfit.isPresent()) {
            return new Result.Unfit(unfit.get());
        }
        var code = new VerificationCode(freshCodes.get(), now.plus(CODE_USABLE).truncatedTo(ChronoUnit.MILLIS));
        return change(anchor, present -> present.with(present.possession().with(code)));
    }

    /// Takes a signature over the present code.
    public Result prove(TrustAnchor anchor, byte[] signature, Instant now) {
        Optional<String> unfit = unfit(anchor);
        if (unfit.isPresent()) {
            return new Result.Unfit(unfit.get());
        }
        Optional<VerificationCode> code = anchor.possession().code();
        if (code.isEmpty()) {
            return new Result.Unfit("There is no verification code to be signed; ask for one first.");
        }
        if (!code.get().isUsableAt(now)) {
            return new Result.Unfit(
                    "The verification code was usable until " + code.get().usableUntil() + "; ask for a new one.");
        }
        return CodeSignature.isOf(
                        anchor.certificate().getPublicKey(), code.get().text(), signature)
                ? change(anchor, present -> present.with(Possession.PROVEN))
                : new Result.WrongSignature();
    }

    /// Takes the operator's word for it.
    public Result confirm(TrustAnchor anchor) {
        Optional<String> unfit = unfit(anchor);
        return unfit.isPresent()
                ? new Result.Unfit(unfit.get())
                : change(anchor, present -> present.with(Possession.PROVEN));
    }

    private Result change(TrustAnchor anchor, UnaryOperator<TrustAnchor> change) {
        return anchors.change(anchor.id(), change).<Result>map(Result.Done::new).orElseGet(Result.Gone::new);
    }

    private static Optional<String> unfit(TrustAnchor anchor) {
        return anchor.use() == TrustAnchor.Use.ANCHOR
                ? Optional.empty()
                : Optional.of("The certificate is stored as an intermediate; possession is proven of trusted ones.");
    }

    private static Optional<String> unfitKey(TrustAnchor anchor) {
        return CodeSignature.algorithmOf(anchor.certificate().getPublicKey()).isPresent()
                ? Optional.empty()
                : Optional.of("The key of the certificate signs with RSASSA-PSS only, which proves nothing here; the"
                        + " operator can confirm it instead.");
    }
}
