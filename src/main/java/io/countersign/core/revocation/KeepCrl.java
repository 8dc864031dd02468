package io.countersign.core.revocation;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Takes a revocation list into those of a tenant, if one of the tenant's CAs has signed it.
public final class KeepCrl {
    private static final int CRL_SIGN = 6;

    private final Crls crls;
    private final TrustAnchors anchors;
    private final RevocationFormats formats;
    private final Supplier<String> freshIds;

    /// @param freshIds draws random ids
    public KeepCrl(Crls crls, TrustAnchors anchors, RevocationFormats formats, Supplier<String> freshIds) {
        this.crls = crls;
        this.anchors = anchors;
        this.formats = formats;
        this.freshIds = freshIds;
    }

    /// What became of a list.
    public sealed interface Result {
        /// It counts from now on.
        record Kept(KeptCrl list) implements Result {}

        /// It is none that can be used.
        ///
        /// @param rule why, as a sentence
        record Unfit(String rule) implements Result {}
    }

    /// @param bytes in DER or PEM
    /// @param source the URL that it was fetched from; empty if it was uploaded
    /// @param more CA certificates besides the tenant's own that may have signed it: those of a proven path
    public Result keep(TenantId tenant, byte[] bytes, String source, List<X509Certificate> more, Instant now) {
        Crl list;
        try {
            list = formats.crl(bytes);
        } catch (IllegalArgumentException unreadable) {
            return new Result.Unfit("The revocation list cannot be used: " + unreadable.getMessage() + ".");
        }
        Optional<X509Certificate> signer = signer(tenant, list, more);
        if (signer.isEmpty()) {
            return new Result.Unfit("The revocation list of '" + list.issuer().getName()
                    + "' was not signed by a trusted or stored certificate of this tenant that may sign lists.");
        }
        KeptCrl kept = KeptCrl.signedBy(signer.get().getPublicKey(), freshIds.get(), source, list, now);
        return switch (crls.put(tenant, kept, bytes)) {
            case KEPT -> new Result.Kept(kept);
            case OLDER ->
                new Result.Unfit("There is a newer revocation list of '"
                        + list.issuer().getName() + "' already: the number of a list only grows.");
            case TOO_MANY ->
                new Result.Unfit("A tenant keeps at most " + Crls.PER_TENANT_MAX + " revocation lists of "
                        + Crls.BYTES_PER_TENANT_MAX + " bytes in all.");
        };
    }

    private Optional<X509Certificate> signer(TenantId tenant, Crl list, List<X509Certificate> more) {
        return Stream.concat(
                        anchors.named(list.issuer()).stream()
                                .filter(entry -> entry.tenant().equals(tenant))
                                .map(TrustAnchor::certificate),
                        more.stream()
                                .filter(certificate ->
                                        certificate.getSubjectX500Principal().equals(list.issuer())))
                .filter(KeepCrl::maySign)
                .filter(certificate -> list.isSignedBy(certificate.getPublicKey()))
                .findFirst();
    }

    private static boolean maySign(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[CRL_SIGN];
    }
}
