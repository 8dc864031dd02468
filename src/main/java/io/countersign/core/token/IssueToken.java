package io.countersign.core.token;

import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.device.Devices;
import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOptions;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.trust.ShownChain;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
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
    private final Recognition recognition;
    private final Tenants tenants;
    private final TenantOptions options;
    private final Devices devices;
    private final IssuedTokens issuedTokens;
    private final TrustAnchors anchors;
    private final TokenWriter writer;

    /// @param recognition tells whose the chain is
    /// @param writer makes the text of a token
    public IssueToken(Recognition recognition, Registry registry, TrustAnchors anchors, TokenWriter writer) {
        this.recognition = recognition;
        this.tenants = registry.tenants();
        this.options = registry.options();
        this.devices = registry.devices();
        this.issuedTokens = registry.issuedTokens();
        this.anchors = anchors;
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
        /// @param isSignedByCas whether only CAs have signed on the way to it
        record Refused(Refusal refusal, Optional<TrustAnchor> anchor, boolean isSignedByCas) implements Outcome {
            /// For a chain that was proven.
            public Refused(Refusal refusal, Optional<TrustAnchor> anchor) {
                this(refusal, anchor, true);
            }

            /// Whose administrators should hear of it, where one can be named.
            public Optional<TenantId> tenant() {
                return anchor.map(TrustAnchor::tenant);
            }
        }
    }

    /// @param hosts the host names that the device asked for: in the handshake, in the request
    public Outcome issue(ShownChain shown, Set<Domain> hosts, Instant now) {
        return switch (recognition.of(shown, now)) {
            case Recognition.Result.Unknown(var refusal, var anchor, var isSignedByCas) ->
                new Outcome.Refused(refusal, anchor, isSignedByCas);
            case Recognition.Result.Recognized(var proof) ->
                vouchingOfTheTenantMeant(proof, hosts)
                        .map(vouching -> issue(proof, vouching, hosts, now))
                        .orElseGet(() -> new Outcome.Refused(new Refusal.TenantAmbiguous(), Optional.empty()));
        };
    }

    /// Several tenants may trust a leaf: one holds the issuing CA, another the root above it. The host names decide,
    /// then where the device is registered; nothing else does (product.md 3.3).
    private Optional<Vouching> vouchingOfTheTenantMeant(Proof proof, Set<Domain> hosts) {
        if (proof.vouchings().size() == 1) {
            return Optional.of(proof.vouchings().getFirst());
        }
        Set<TenantId> named = tenantsOf(hosts.stream());
        return theOnlyOne(proof.vouchings().stream()
                        .filter(vouching -> named.contains(vouching.tenant()))
                        .toList())
                .or(() -> theOnlyOne(proof.vouchings().stream()
                        .filter(vouching ->
                                devices.find(vouching.tenant(), proof.device()).isPresent())
                        .toList()));
    }

    private Set<TenantId> tenantsOf(Stream<Domain> hosts) {
        return hosts.flatMap(host -> tenants.withDomain(host).stream())
                .map(Tenant::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Optional<Vouching> theOnlyOne(List<Vouching> vouchings) {
        return vouchings.size() == 1 ? Optional.of(vouchings.getFirst()) : Optional.empty();
    }

    private Outcome issue(Proof proof, Vouching vouching, Set<Domain> hosts, Instant now) {
        Optional<Tenant> tenant = tenants.find(vouching.tenant()).filter(Tenant::isActive);
        if (tenant.isEmpty()) {
            return refused(new Refusal.TenantSuspended(), vouching);
        }
        if (isAnotherMeant(vouching.tenant(), hosts)) {
            return refused(new Refusal.Misdirected(tenant.get().domain()), vouching);
        }
        return objection(proof.device(), registered(vouching, proof.device(), now))
                .map(objection -> refused(objection, vouching))
                .orElseGet(() -> new Outcome.Granted(token(proof, vouching, tenant.get(), now)));
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
            id = recognition.deviceOf(chain);
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
        for (Domain host : hosts) {
            Optional<TenantId> named = tenants.withDomain(host).map(Tenant::id);
            if (named.isPresent()
                    && !named.get().equals(proven)
                    && !named.get().equals(TenantId.MANAGEMENT)
                    && !host.isAnybodys()) {
                return true;
            }
        }
        return false;
    }

    private Optional<Device> registered(Vouching vouching, DeviceId id, Instant now) {
        Optional<Device> known = devices.find(vouching.tenant(), id);
        if (known.isPresent()
                || anchor(vouching).filter(TrustAnchor::autoRegistration).isEmpty()) {
            return known;
        }
        Instant registeredAt = now.truncatedTo(ChronoUnit.MILLIS);
        return Optional.of(devices.register(new Device(vouching.tenant(), id, Kind.CERTIFICATE, true, registeredAt)));
    }

    /// Its current token, or the next: decided for one request at a time, so that parallel ones get one token.
    private DeviceToken token(Proof proof, Vouching vouching, Tenant tenant, Instant now) {
        Lifespan lifespan = Lifespan.of(tenant.id(), options);
        Stamp ended = issuedTokens.endedUpTo(tenant.id(), now);
        var isNew = new AtomicBoolean();
        Issued issued = issuedTokens.update(tenant.id(), proof.device(), present -> {
            Issued after = present.map(before -> before.endUpTo(ended).afterRequest(proof.leaf(), lifespan, now))
                    .orElseGet(() -> Issued.first(proof.leaf(), lifespan, ended, now))
                    .through(vouching.vouched().anchor());
            isNew.set(!present.map(Issued::stamp).equals(Optional.of(after.stamp())));
            return after;
        });
        return new DeviceToken(writer.write(tenant, proof.device(), issued, vouching, now), !isNew.get());
    }

    private Outcome refused(Refusal refusal, Vouching vouching) {
        return new Outcome.Refused(refusal, anchor(vouching));
    }

    /// Empty if it was removed while the request was judged.
    private Optional<TrustAnchor> anchor(Vouching vouching) {
        return anchors.find(vouching.vouched().anchor());
    }
}
