package io.countersign.core.trust;

import io.countersign.core.tenant.TenantId;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes a CA certificate a trust anchor of a tenant (contract.md 2.3).
public final class UploadAnchor {
    private static final int X509_V3 = 3;

    private final TrustAnchors anchors;
    private final Supplier<AnchorId> freshIds;

    /// @param freshIds draws random ids
    public UploadAnchor(TrustAnchors anchors, Supplier<AnchorId> freshIds) {
        this.anchors = anchors;
        this.freshIds = freshIds;
    }

    /// What a tenant sets about an anchor.
    public record Settings(Optional<String> name, boolean enabled, boolean autoRegistration) {}

    /// What became of an upload.
    public sealed interface Result {
        /// It anchors trust from now on.
        record Uploaded(TrustAnchor anchor) implements Result {}

        /// The certificate cannot be an anchor.
        ///
        /// @param rule why, as a sentence
        record Unfit(String rule) implements Result {}

        /// Somebody has it already, or the tenant has too many.
        record Rejected(TrustAnchors.Added why) implements Result {}
    }

    /// @throws IllegalArgumentException if the name is too long
    public Result upload(TenantId tenant, X509Certificate certificate, Settings settings, Instant now) {
        Optional<String> unfit = unfit(certificate, now);
        if (unfit.isPresent()) {
            return new Result.Unfit(unfit.get());
        }
        var anchor = new TrustAnchor(
                freshIds.get(),
                tenant,
                certificate,
                Fingerprint.of(certificate),
                settings.name(),
                settings.enabled(),
                settings.autoRegistration());
        TrustAnchors.Added added = anchors.add(anchor);
        return added == TrustAnchors.Added.ADDED ? new Result.Uploaded(anchor) : new Result.Rejected(added);
    }

    private static Optional<String> unfit(X509Certificate certificate, Instant now) {
        if (certificate.getVersion() != X509_V3) {
            return Optional.of("A trusted certificate is X.509 v3, not v" + certificate.getVersion() + ".");
        }
        if (certificate.getBasicConstraints() < 0) {
            return Optional.of("A trusted certificate is a CA certificate: its basicConstraints must say CA:true.");
        }
        if (certificate.getNotAfter().toInstant().isBefore(now)) {
            return Optional.of(
                    "The certificate expired at " + certificate.getNotAfter().toInstant() + ".");
        }
        return KeyPolicy.checkKey(certificate).map(ChainFault::detail);
    }
}
