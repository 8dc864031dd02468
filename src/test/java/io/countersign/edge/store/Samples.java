package io.countersign.edge.store;

import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.ledger.Refused;
import io.countersign.core.revocation.KeptCrl;
import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationReason;
import io.countersign.core.revocation.RevokedCertificate;
import io.countersign.core.revocation.RevokedEntry;
import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantStatus;
import io.countersign.core.token.Issued;
import io.countersign.core.token.Lifespan;
import io.countersign.core.token.Stamp;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.Thumbprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchor.Use;
import io.countersign.core.user.Role;
import io.countersign.core.user.User;
import io.countersign.core.user.UserName;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.TestCa;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Things to put into stores.
final class Samples {
    static final TenantId ACME = new TenantId("acme");
    static final TenantId OTHER = new TenantId("other");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");
    static final Thumbprint LEAF = new Thumbprint("a".repeat(43));
    static final AnchorId THROUGH = new AnchorId("00000000000000aa");
    static final DeviceId PUMP = new DeviceId("pump");

    private static final AtomicLong ANCHOR_IDS = new AtomicLong(0xfedc_ba98_0000_0000L);

    static final Instant MOMENT = Instant.parse("2026-03-01T12:00:00Z");

    private Samples() {}

    static RevokedCertificate revoked(long serial) {
        return new RevokedCertificate(
                new RevokedEntry.BySerial(Optional.empty(), BigInteger.valueOf(serial)),
                new Revocation(MOMENT, RevocationReason.KEY_COMPROMISE),
                "acme/admin");
    }

    static KeptCrl crl(TestCa ca, String source, X509Certificate... revoked) {
        CrlSpec spec = CrlSpec.of(ca);
        for (X509Certificate certificate : revoked) {
            spec.revoking(certificate);
        }
        return crl(ca, source, spec);
    }

    static KeptCrl crl(TestCa ca, String source, CrlSpec spec) {
        return KeptCrl.signedBy(
                ca.certificate().getPublicKey(),
                "id" + spec.hashCode(),
                source,
                new Asn1RevocationFormats().crl(spec.der()),
                MOMENT);
    }

    static Refused refused(TenantId tenant) {
        var what = new Refused.What(tenant, Refused.Standing.KNOWN, "pump", "", "expired", "CN=pump");
        return Refused.once(what, MOMENT, "detail", "", "192.0.2.1");
    }

    static Tenant tenant(TenantId id) {
        return new Tenant(
                id,
                new Domain(id + ".example.com"),
                "Company of " + id,
                "admin",
                Optional.of("admin@" + id + ".example.com"),
                TenantStatus.ACTIVE,
                NOON);
    }

    static Tenant suspended(Tenant tenant) {
        return new Tenant(
                tenant.id(),
                new Domain("moved." + tenant.domain().host()),
                "Renamed",
                tenant.adminName(),
                Optional.empty(),
                TenantStatus.SUSPENDED,
                tenant.createdAt());
    }

    static User user(TenantId tenant, String name) {
        return new User(
                tenant,
                new UserName(name),
                "$argon2id$of " + name,
                Optional.of(name + "@example.com"),
                Set.of(Role.ROLE_DEVICE_CONTROL_READ, Role.ROLE_TENANT_ADMIN),
                true,
                NOON);
    }

    static Device device(TenantId tenant, String id) {
        return new Device(tenant, new DeviceId(id), Kind.CERTIFICATE, true, NOON);
    }

    /// What is remembered after a token was issued so many seconds after [#NOON].
    static Issued issued(long seconds) {
        return new Issued(
                LEAF, new Lifespan(3600), Stamp.at(NOON.plusSeconds(seconds)), Stamp.NONE, Optional.of(THROUGH));
    }

    /// A stored intermediate; each has another id.
    static TrustAnchor intermediate(TenantId tenant, X509Certificate certificate) {
        return anchor(tenant, certificate).with(Use.INTERMEDIATE);
    }

    /// An upload of a certificate; each has another id.
    static TrustAnchor anchor(TenantId tenant, X509Certificate certificate) {
        return new TrustAnchor(
                new AnchorId(Long.toHexString(ANCHOR_IDS.incrementAndGet())),
                tenant,
                certificate,
                Fingerprint.of(certificate),
                Optional.of("Plant 7"),
                true,
                false);
    }
}
