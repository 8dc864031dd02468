package io.countersign.core.trust;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.TrustAnchor.Use;
import io.countersign.core.trust.TrustAnchors.Sharing;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes CA certificates trust anchors of a tenant, or stores them as its intermediates (contract.md 2.3).
public final class UploadAnchor {
    /// How many certificates may be uploaded together.
    public static final int TOGETHER_MAX = 100;

    private static final int X509_V3 = 3;

    private final TrustAnchors anchors;
    private final Supplier<AnchorId> freshIds;
    private final Sharing sharing;

    /// @param freshIds draws random ids
    /// @param sharing whether one key may anchor several tenants of this instance
    public UploadAnchor(TrustAnchors anchors, Supplier<AnchorId> freshIds, Sharing sharing) {
        this.anchors = anchors;
        this.freshIds = freshIds;
        this.sharing = sharing;
    }

    /// What a tenant sets about an anchor.
    public record Settings(Optional<String> name, boolean enabled, boolean autoRegistration, Use use) {
        /// Those of an anchor.
        public Settings(Optional<String> name, boolean enabled, boolean autoRegistration) {
            this(name, enabled, autoRegistration, Use.ANCHOR);
        }
    }

    /// One certificate with its settings.
    public record Upload(X509Certificate certificate, Settings settings) {}

    /// What became of an upload.
    public sealed interface Result {
        /// It is stored from now on.
        record Uploaded(TrustAnchor anchor) implements Result {}

        /// The certificate cannot be an anchor.
        ///
        /// @param rule why, as a sentence
        record Unfit(String rule) implements Result {}

        /// Somebody has it already, or the tenant has too many.
        record Rejected(TrustAnchors.Added why) implements Result {}
    }

    /// What became of several.
    public sealed interface Results {
        /// All are stored from now on, in the order that they came in.
        record Uploaded(List<TrustAnchor> anchors) implements Results {}

        /// None is.
        ///
        /// @param place of the certificate at fault
        /// @param why never [Result.Uploaded]
        record Refused(int place, Result why) implements Results {}
    }

    /// Whether one key may anchor several tenants of this instance.
    public Sharing sharing() {
        return sharing;
    }

    /// @throws IllegalArgumentException if the name is too long, or an intermediate shall register devices
    public Result upload(TenantId tenant, X509Certificate certificate, Settings settings, Instant now) {
        return switch (uploadAll(tenant, List.of(new Upload(certificate, settings)), now)) {
            case Results.Uploaded(var uploaded) -> new Result.Uploaded(uploaded.getFirst());
            case Results.Refused refused -> refused.why();
        };
    }

    /// All or none.
    ///
    /// @param together at most [#TOGETHER_MAX]
    /// @throws IllegalArgumentException if there are more, a name is too long, or an intermediate shall register
    ///     devices
    public Results uploadAll(TenantId tenant, List<Upload> together, Instant now) {
        if (together.size() > TOGETHER_MAX) {
            throw new IllegalArgumentException(
                    "at most " + TOGETHER_MAX + " certificates are uploaded together, not " + together.size());
        }
        var made = new ArrayList<TrustAnchor>();
        for (Upload upload : together) {
            Optional<String> unfit = unfit(upload, now);
            if (unfit.isPresent()) {
                return new Results.Refused(made.size(), new Result.Unfit(unfit.get()));
            }
            made.add(anchor(tenant, upload));
        }
        TrustAnchors.Addition addition = anchors.add(made, sharing);
        if (addition.added() != TrustAnchors.Added.ADDED) {
            return new Results.Refused(addition.place(), new Result.Rejected(addition.added()));
        }
        return new Results.Uploaded(made.stream().map(this::asItIsNow).toList());
    }

    private TrustAnchor anchor(TenantId tenant, Upload upload) {
        Settings settings = upload.settings();
        return new TrustAnchor(
                        freshIds.get(),
                        tenant,
                        upload.certificate(),
                        Fingerprint.of(upload.certificate()),
                        settings.name(),
                        settings.enabled(),
                        settings.autoRegistration())
                .with(settings.use());
    }

    /// The store knows whether it is in effect.
    private TrustAnchor asItIsNow(TrustAnchor added) {
        return anchors.find(added.id()).orElse(added);
    }

    private static Optional<String> unfit(Upload upload, Instant now) {
        X509Certificate certificate = upload.certificate();
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
        if (upload.settings().use() == Use.INTERMEDIATE && isSelfSigned(certificate)) {
            return Optional.of("A self-signed certificate cannot be an intermediate: nothing stands above it.");
        }
        return KeyPolicy.checkKey(certificate).map(ChainFault::detail);
    }

    private static boolean isSelfSigned(X509Certificate certificate) {
        if (!certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
