package io.countersign.edge.store.embedded;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.Possession;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchor.Use;
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

/// A trust anchor or intermediate as it is kept in memory: small, since there may be a hundred thousand. A parsed
/// certificate takes ten times the space of its DER, so parsing waits until somebody asks.
final class KeptAnchor {
    private final long id;
    private final long fingerprintHead;
    private final TenantId tenant;
    private final Stored stored;
    private final byte[] der;
    private final Settings settings;

    KeptAnchor(TrustAnchor anchor) {
        this(
                new Stored(
                        canonical(anchor.certificate().getSubjectX500Principal()),
                        new KeyName(TrustedKey.digest(anchor.certificate().getPublicKey())),
                        anchor.use()),
                der(anchor.certificate()),
                Settings.of(anchor),
                anchor.id(),
                anchor.tenant());
    }

    KeptAnchor(Stored stored, byte[] der, Settings settings, AnchorId id, TenantId tenant) {
        this.id = number(id);
        this.tenant = tenant;
        this.stored = stored;
        this.der = der;
        this.fingerprintHead = ByteBuffer.wrap(digest("SHA-1", der)).getLong();
        this.settings = settings;
    }

    private KeptAnchor(KeptAnchor before, Settings settings) {
        this.id = before.id;
        this.tenant = before.tenant;
        this.stored = before.stored;
        this.der = before.der;
        this.fingerprintHead = before.fingerprintHead;
        this.settings = settings;
    }

    /// The same certificate under the settings of this anchor.
    KeptAnchor with(TrustAnchor anchor) {
        return new KeptAnchor(this, Settings.of(anchor));
    }

    /// What stays as it was uploaded.
    ///
    /// @param subject in canonical form
    record Stored(String subject, KeyName key, Use use) {}

    /// What may change.
    record Settings(@Nullable String name, boolean enabled, boolean autoRegistration, Possession possession) {
        static Settings of(TrustAnchor anchor) {
            return new Settings(
                    anchor.name().orElse(null), anchor.enabled(), anchor.autoRegistration(), anchor.possession());
        }
    }

    /// An anchor id as a number.
    static long number(AnchorId id) {
        return Long.parseUnsignedLong(id.value(), 16);
    }

    /// The form of a name that is equal for equal names.
    static String canonical(X500Principal name) {
        return name.getName(X500Principal.CANONICAL);
    }

    private static byte[] der(X509Certificate certificate) {
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

    AnchorId anchorId() {
        return new AnchorId(HexFormat.of().toHexDigits(id));
    }

    TenantId tenant() {
        return tenant;
    }

    String subject() {
        return stored.subject();
    }

    byte[] der() {
        return der;
    }

    Use use() {
        return stored.use();
    }

    KeyName key() {
        return stored.key();
    }

    boolean isProven() {
        return settings.possession().proven();
    }

    Settings settings() {
        return settings;
    }

    /// Sorts out nearly all other certificates.
    boolean mayHave(Fingerprint fingerprint) {
        return fingerprintHead == head(fingerprint);
    }

    /// The anchor with its certificate, as if in effect; takes some ten microseconds.
    TrustAnchor parse() {
        try {
            var certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return new TrustAnchor(
                    anchorId(),
                    tenant,
                    certificate,
                    Fingerprint.of(certificate),
                    Optional.ofNullable(settings.name()),
                    settings.enabled(),
                    settings.autoRegistration(),
                    use(),
                    settings.possession(),
                    true);
        } catch (CertificateException broken) {
            throw new IllegalStateException("the certificate of a trust anchor cannot be parsed any more", broken);
        }
    }
}
