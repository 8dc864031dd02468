package io.countersign.core.token;

import io.countersign.core.device.CommonNames;
import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.device.Devices;
import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOptions;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.CertificateChain;
import io.countersign.core.trust.ChainCheck;
import io.countersign.core.trust.ChainVerdict;
import io.countersign.core.trust.Thumbprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustedChain;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From a certificate chain to a token, or to the reason why there is none (product.md 3).
///
/// The order: the chain must lead to an anchor; its certificates must not be revoked (from facts fetched before); the
/// leaf must name a device; the anchor must name one tenant, and that one be active and the one that was asked for; the
/// device must be registered for certificates and enabled; then it gets its current token or, from half life on, the
/// next.
public final class IssueToken {
    private final ChainCheck chainCheck;
    private final CommonNames commonNames;
    private final Tenants tenants;
    private final TenantOptions options;
    private final Devices devices;
    private final IssuedTokens issuedTokens;
    private final TokenWriter writer;

    /// @param writer makes the text of a token
    public IssueToken(ChainCheck chainCheck, CommonNames commonNames, Registry registry, TokenWriter writer) {
        this.chainCheck = chainCheck;
        this.commonNames = commonNames;
        this.tenants = registry.tenants();
        this.options = registry.options();
        this.devices = registry.devices();
        this.issuedTokens = registry.issuedTokens();
        this.writer = writer;
    }

    /// The stores that hold what is known.
    public record Registry(Tenants tenants, TenantOptions options, Devices devices, IssuedTokens issuedTokens) {}

    /// What became of a request.
    public sealed interface Outcome {
        /// The device has its token.
        record Granted(DeviceToken token) implements Outcome {}

        /// The device gets none.
        ///
        /// @param anchor the trusted certificate that the chain leads to, or would; its tenant's administrators
        ///     should hear of it
        record Refused(Refusal refusal, Optional<TrustAnchor> anchor) implements Outcome {
            /// Whose administrators should hear of it, where one can be named.
            public Optional<TenantId> tenant() {
                return anchor.map(TrustAnchor::tenant);
            }
        }
    }

    /// @param hosts the host names that the device asked for: in the handshake, in the request
    public Outcome issue(CertificateChain chain, Set<Domain> hosts, Instant now) {
        return switch (chainCheck.check(chain, now)) {
            case ChainVerdict.Untrusted(var fault, var _, var tried) ->
                new Outcome.Refused(new Refusal.Chain(fault), tried);
            case ChainVerdict.Trusted(var chains) -> issue(chains, hosts, now);
        };
    }

    private Outcome issue(List<TrustedChain> chains, Set<Domain> hosts, Instant now) {
        DeviceId device;
        try {
            device = DeviceId.ofCommonNames(
                    commonNames.of(chains.getFirst().leaf().getSubjectX500Principal()));
        } catch (IllegalArgumentException badName) {
            return new Outcome.Refused(
                    new Refusal.BadDeviceId(String.valueOf(badName.getMessage())),
                    Optional.of(chains.getFirst().anchor()));
        }
        return chainOfTheTenantMeant(chains, hosts, device)
                .map(chain -> issue(chain, device, hosts, now))
                .orElseGet(() -> new Outcome.Refused(new Refusal.TenantAmbiguous(), Optional.empty()));
    }

    /// Several tenants may trust a leaf: one holds the issuing CA, another the root above it. The host names decide,
    /// then where the device is registered; nothing else does (product.md 3.3).
    private Optional<TrustedChain> chainOfTheTenantMeant(
            List<TrustedChain> chains, Set<Domain> hosts, DeviceId device) {
        if (chains.size() == 1) {
            return Optional.of(chains.getFirst());
        }
        Set<TenantId> named = tenantsOf(hosts.stream());
        return theOnlyOne(chains.stream()
                        .filter(chain -> named.contains(chain.anchor().tenant()))
                        .toList())
                .or(() -> theOnlyOne(chains.stream()
                        .filter(chain ->
                                devices.find(chain.anchor().tenant(), device).isPresent())
                        .toList()));
    }

    private Set<TenantId> tenantsOf(Stream<Domain> hosts) {
        return hosts.flatMap(host -> tenants.withDomain(host).stream())
                .map(Tenant::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<TrustedChain> theOnlyOne(List<TrustedChain> chains) {
        return chains.size() == 1 ? Optional.of(chains.getFirst()) : Optional.empty();
    }

    private Outcome issue(TrustedChain chain, DeviceId id, Set<Domain> hosts, Instant now) {
        TenantId tenantId = chain.anchor().tenant();
        Optional<Tenant> tenant = tenants.find(tenantId).filter(Tenant::isActive);
        if (tenant.isEmpty()) {
            return refused(new Refusal.TenantSuspended(), chain);
        }
        if (isAnotherMeant(tenantId, hosts)) {
            return refused(new Refusal.Misdirected(tenant.get().domain()), chain);
        }
        return objection(id, registered(chain, id, now))
                .map(objection -> refused(objection, chain))
                .orElseGet(() -> new Outcome.Granted(token(chain, tenant.get(), id, now)));
    }

    private static Optional<Refusal> objection(DeviceId id, Optional<Device> device) {
        if (device.isEmpty()) {
            return Optional.of(new Refusal.NotRegistered(id));
        }
        if (!device.get().enabled()) {
            return Optional.of(new Refusal.DeviceDisabled(id));
        }
        return device.get().kind() == Kind.PASSWORD ? Optional.of(new Refusal.PasswordDevice(id)) : Optional.empty();
    }

    /// What a request with a proven chain would be refused for at this moment, if for anything; nothing is done.
    Foresight foresee(TrustedChain chain) {
        TenantId tenant = chain.anchor().tenant();
        DeviceId id;
        try {
            id = DeviceId.ofCommonNames(commonNames.of(chain.leaf().getSubjectX500Principal()));
        } catch (IllegalArgumentException badName) {
            return new Foresight(
                    Optional.empty(), Optional.of(new Refusal.BadDeviceId(String.valueOf(badName.getMessage()))));
        }
        Optional<Device> device = devices.find(tenant, id);
        if (tenants.find(tenant).filter(Tenant::isActive).isEmpty()) {
            return new Foresight(device, Optional.of(new Refusal.TenantSuspended()));
        }
        boolean registersItself = device.isEmpty() && chain.anchor().autoRegistration();
        return new Foresight(device, registersItself ? Optional.empty() : objection(id, device));
    }

    /// What would become of a request.
    ///
    /// @param device empty if it is not registered
    record Foresight(Optional<Device> device, Optional<Refusal> refusal) {}

    /// Whether a host name is that of another tenant than the certificate proves: then whatever stands between device
    /// and server has mixed up two tenants (docs/decisions/0011).
    private boolean isAnotherMeant(TenantId proven, Set<Domain> hosts) {
        return tenantsOf(hosts.stream().filter(host -> !host.isAnybodys())).stream()
                .anyMatch(named -> !named.equals(proven) && !named.equals(TenantId.MANAGEMENT));
    }

    private Optional<Device> registered(TrustedChain chain, DeviceId id, Instant now) {
        TrustAnchor anchor = chain.anchor();
        Optional<Device> known = devices.find(anchor.tenant(), id);
        if (known.isPresent() || !anchor.autoRegistration()) {
            return known;
        }
        Instant registeredAt = now.truncatedTo(ChronoUnit.MILLIS);
        return Optional.of(devices.register(new Device(anchor.tenant(), id, Kind.CERTIFICATE, true, registeredAt)));
    }

    /// Its current token, or the next: decided for one request at a time, so that parallel ones get one token.
    private DeviceToken token(TrustedChain chain, Tenant tenant, DeviceId device, Instant now) {
        Lifespan lifespan = Lifespan.of(tenant.id(), options);
        Thumbprint leaf = Thumbprint.of(chain.leaf());
        AnchorId anchor = chain.anchor().id();
        var isNew = new AtomicBoolean();
        Issued issued = issuedTokens.update(tenant.id(), device, present -> {
            Issued after = present.map(before -> before.afterRequest(leaf, lifespan, now))
                    .orElseGet(() -> Issued.first(leaf, lifespan, now))
                    .through(anchor);
            isNew.set(!present.map(Issued::stamp).equals(Optional.of(after.stamp())));
            return after;
        });
        return new DeviceToken(writer.write(tenant, device, issued, Vouched.by(chain), now), !isNew.get());
    }

    private static Outcome refused(Refusal refusal, TrustedChain chain) {
        return new Outcome.Refused(refusal, Optional.of(chain.anchor()));
    }
}
