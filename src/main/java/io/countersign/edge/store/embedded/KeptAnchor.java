package io.countersign.edge.store.embedded;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.TrustAnchor;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// A trust anchor as it is kept in memory: small, since there may be a hundred thousand. A parsed certificate takes ten
/// times the space of its DER, so parsing waits until somebody asks.
final class KeptAnchor {
    private final long id;
    private final long fingerprintHead;
    private final TenantId tenant;
    private final String subject;
    private final byte[] der;
    private final @Nullable String name;
    private final boolean isEnabled;
    private final boolean autoRegistration;

    /// @param anchor what to keep
    /// @param subject its subject in canonical form
    KeptAnchor(TrustAnchor anchor, String subject) {
        this(
                new Settings(anchor.name().orElse(null), anchor.enabled(), anchor.autoRegistration()),
                anchor.id(),
                anchor.tenant(),
                subject,
                der(anchor.certificate()));
    }

    /// @param subject in canonical form
    KeptAnchor(Settings settings, AnchorId id, TenantId tenant, String subject, byte[] der) {
        this.id = number(id);
        this.tenant = tenant;
        this.subject = subject;
        this.der = der;
        this.fingerprintHead = ByteBuffer.wrap(digest("SHA-1", der)).getLong();
        this.name = settings.name();
        this.isEnabled = settings.enabled();
        this.autoRegistration = settings.autoRegistration();
    }

    /// The same certificate under the settings of this anchor.
    KeptAnchor with(TrustAnchor anchor) {
        return new KeptAnchor(
                new Settings(anchor.name().orElse(null), anchor.enabled(), anchor.autoRegistration()),
                anchor.id(),
                tenant,
                subject,
                der);
    }

    /// What a tenant may change.
    record Settings(@Nullable String name, boolean enabled, boolean autoRegistration) {}

    /// An anchor id as a number.
    static long number(AnchorId id) {
        return Long.parseUnsignedLong(id.value(), 16);
    }

    /// The form of a name that is equal for equal names.
    static String canonical(X500Principal name) {
        return name.getName(X500Principal.CANONICAL);
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a parsed certificate has its encoding", impossible);
        }
    }

    static byte[] digest(String algorithm, byte[] input) {
        try {
            return MessageDigest.getInstance(algorithm).digest(input);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }

    private static long head(Fingerprint fingerprint) {
        return HexFormat.fromHexDigitsToLong(fingerprint.hex(), 0, Long.BYTES * 2);
    }

    long id() {
        return id;
    }

    TenantId tenant() {
        return tenant;
    }

    String subject() {
        return subject;
    }

    byte[] der() {
        return der;
    }

    /// Sorts out nearly all other certificates.
    boolean mayHave(Fingerprint fingerprint) {
        return fingerprintHead == head(fingerprint);
    }

    /// The anchor with its certificate; takes some ten microseconds.
    TrustAnchor parse() {
        try {
            var certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return new TrustAnchor(
                    new AnchorId(HexFormat.of().toHexDigits(id)),
                    tenant,
                    certificate,
                    Fingerprint.of(certificate),
                    Optional.ofNullable(name),
                    isEnabled,
                    autoRegistration);
        } catch (CertificateException broken) {
            throw new IllegalStateException("the certificate of a trust anchor cannot be parsed any more", broken);
        }
    }
}
