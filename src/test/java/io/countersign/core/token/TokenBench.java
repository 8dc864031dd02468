package io.countersign.core.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.device.InMemoryDevices;
import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.signing.InMemorySigningKeys;
import io.countersign.core.signing.JdkSignatures;
import io.countersign.core.signing.KeySchedule;
import io.countersign.core.signing.RotateKeys;
import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.InMemoryTenantOptions;
import io.countersign.core.tenant.InMemoryTenants;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.tenant.TenantStatus;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.CertificateChain;
import io.countersign.core.trust.ChainCheck;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.InMemoryTrustAnchors;
import io.countersign.core.trust.Possession;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;

/// Everything that a device token depends on, in memory: two active tenants, no anchors, no devices, one signing key.
final class TokenBench {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00.250Z");
    static final TenantId ACME = new TenantId("acme");
    static final TenantId BOLT = new TenantId("bolt");
    static final Domain ACME_DOMAIN = new Domain("acme.example");
    static final Domain BOLT_DOMAIN = new Domain("bolt.example");

    final InMemoryTenants tenants = new InMemoryTenants();
    final InMemoryTenantOptions options = new InMemoryTenantOptions();
    final InMemoryDevices devices = new InMemoryDevices();
    final InMemoryIssuedTokens issuedTokens = new InMemoryIssuedTokens();
    final InMemoryTrustAnchors anchors = new InMemoryTrustAnchors();
    Duration revocationLasts = Duration.ofDays(1);
    final Set<CertificateRef> takenBack = new HashSet<>();
    final RotateKeys keys = new RotateKeys(new InMemorySigningKeys(), KeySchedule.DEFAULT, NOW);
    final JdkSignatures signatures = new JdkSignatures();
    final TokenWriter writer = new TokenWriter(keys, signatures, new TokenIds(secret("of all nodes")), options);
    final CheckToken checkToken = new CheckToken(
            new CheckToken.SignatureCheck(keys, signatures, new NimbusClaims()),
            registry(),
            anchors,
            (tenant, leaf, path) -> path.stream().anyMatch(takenBack::contains));
    final EndToken endToken = new EndToken(issuedTokens);
    private final IssueToken issueToken = new IssueToken(
            new Recognition(
                    new ChainCheck(anchors, new Asn1CertificateDetails()),
                    TokenBench::commonNames,
                    anchors.changes(),
                    (_, now) -> now.plus(revocationLasts)),
            registry(),
            anchors,
            writer);
    private final AtomicInteger uploads = new AtomicInteger();

    TokenBench() {
        devices.whenRemoved(issuedTokens::remove);
        tenants.add(tenant(ACME, ACME_DOMAIN, TenantStatus.ACTIVE));
        tenants.add(tenant(BOLT, BOLT_DOMAIN, TenantStatus.ACTIVE));
    }

    IssueToken.Registry registry() {
        return new IssueToken.Registry(tenants, options, devices, issuedTokens);
    }

    static SecretKeySpec secret(String text) {
        return new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    static Tenant tenant(TenantId id, Domain domain, TenantStatus status) {
        return new Tenant(id, domain, "Company", "admin", Optional.empty(), status, NOW);
    }

    private static List<String> commonNames(X500Principal subject) {
        return Stream.of(X500Name.getInstance(subject.getEncoded()).getRDNs(BCStyle.CN))
                .map(rdn -> rdn.getFirst().getValue().toString())
                .toList();
    }

    void suspend(TenantId id, Domain domain) {
        tenants.replace(tenant(id, domain, TenantStatus.SUSPENDED));
    }

    /// An enabled anchor that registers devices by itself.
    TrustAnchor trust(TenantId tenant, TestCa ca) {
        return trust(tenant, ca.certificate());
    }

    TrustAnchor trust(TenantId tenant, X509Certificate certificate) {
        return trust(tenant, certificate, Sharing.FORBIDDEN);
    }

    TrustAnchor trust(TenantId tenant, X509Certificate certificate, Sharing sharing) {
        var id = new AnchorId("%016x".formatted(uploads.incrementAndGet()));
        var anchor =
                new TrustAnchor(id, tenant, certificate, Fingerprint.of(certificate), Optional.empty(), true, true);
        anchors.add(List.of(anchor), sharing);
        return anchor;
    }

    /// Takes it that its tenant has shown to hold its key.
    void prove(TrustAnchor anchor) {
        anchors.change(anchor.id(), present -> present.with(new Possession(true, Optional.empty())));
    }

    /// Changes whether an anchor is enabled, and whether it registers devices.
    void change(TrustAnchor anchor, boolean enabled, boolean autoRegistration) {
        assertThat(anchors.replace(new TrustAnchor(
                        anchor.id(),
                        anchor.tenant(),
                        anchor.certificate(),
                        anchor.fingerprint(),
                        anchor.name(),
                        enabled,
                        autoRegistration)))
                .isTrue();
    }

    Device register(TenantId tenant, String id, Kind kind, boolean enabled) {
        return devices.register(
                new Device(tenant, new DeviceId(id), kind, enabled, Instant.parse("2026-01-01T00:00:00Z")));
    }

    void lifespan(TenantId tenant, String value) {
        options.put(tenant, List.of(new TenantOption(Lifespan.OPTION, value, true)));
    }

    IssueToken.Outcome ask(CertificateChain chain, Optional<Domain> host, Instant now) {
        return ask(chain, Set.copyOf(host.stream().toList()), now);
    }

    IssueToken.Outcome ask(CertificateChain chain, Set<Domain> hosts, Instant now) {
        return issueToken.issue(chain, hosts, now);
    }

    /// A device, and CA certificates that it shows with its own.
    static CertificateChain chain(TestDevice device, TestCa... between) {
        try {
            return CertificateChain.of(
                    device.certificate(),
                    Stream.of(between).map(TestCa::certificate).toList());
        } catch (CertificateChain.TooLong impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /// The token that a device is given.
    DeviceToken token(TestDevice device, Instant now) {
        IssueToken.Outcome outcome = ask(chain(device), Optional.empty(), now);
        assertThat(outcome).isInstanceOf(IssueToken.Outcome.Granted.class);
        return ((IssueToken.Outcome.Granted) outcome).token();
    }

    /// Why a device is given none.
    IssueToken.Outcome.Refused refusal(TestDevice device, Instant now) {
        IssueToken.Outcome outcome = ask(chain(device), Optional.empty(), now);
        assertThat(outcome).isInstanceOf(IssueToken.Outcome.Refused.class);
        return (IssueToken.Outcome.Refused) outcome;
    }
}
