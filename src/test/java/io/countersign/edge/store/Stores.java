package io.countersign.edge.store;

import io.countersign.core.device.Devices;
import io.countersign.core.device.InMemoryDevices;
import io.countersign.core.ledger.InMemoryRefusalLedger;
import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.revocation.Crls;
import io.countersign.core.revocation.InMemoryCrls;
import io.countersign.core.revocation.InMemoryOwnCrls;
import io.countersign.core.revocation.InMemoryRevokedCertificates;
import io.countersign.core.revocation.OwnCrls;
import io.countersign.core.revocation.RevokedCertificates;
import io.countersign.core.signing.InMemorySigningKeys;
import io.countersign.core.signing.SigningKeys;
import io.countersign.core.tenant.InMemoryTenantOptions;
import io.countersign.core.tenant.InMemoryTenants;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOptions;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.token.InMemoryIssuedTokens;
import io.countersign.core.token.IssuedTokens;
import io.countersign.core.trust.InMemoryTrustAnchors;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.core.trust.TrustAnchors.Added;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.core.user.InMemoryUsers;
import io.countersign.core.user.Users;
import io.countersign.edge.store.embedded.EmbeddedStore;
import java.util.List;

/// All stores of one instance, for contracts that look at several.
record Stores(
        Tenants tenants,
        TenantOptions options,
        TrustAnchors anchors,
        Devices devices,
        IssuedTokens issuedTokens,
        Users users,
        SigningKeys signingKeys,
        RefusalLedger refusals,
        RevokedCertificates revokedCertificates,
        Crls crls,
        OwnCrls ownCrls) {

    /// The models, empty.
    static Stores inMemory() {
        var tenants = new InMemoryTenants();
        var options = new InMemoryTenantOptions();
        var anchors = new InMemoryTrustAnchors();
        var devices = new InMemoryDevices();
        var issuedTokens = new InMemoryIssuedTokens();
        var users = new InMemoryUsers(tenants);
        var refusals = new InMemoryRefusalLedger(RefusalLedger.Limits.DEFAULT);
        var revoked = new InMemoryRevokedCertificates();
        var crls = new InMemoryCrls();
        var ownCrls = new InMemoryOwnCrls();
        devices.whenRemoved(issuedTokens::remove);
        tenants.whenRemoved(options::removeAll);
        tenants.whenRemoved(anchors::removeAll);
        tenants.whenRemoved(devices::removeAll);
        tenants.whenRemoved(issuedTokens::removeAll);
        tenants.whenRemoved(users::removeAll);
        tenants.whenRemoved(refusals::removeAll);
        tenants.whenRemoved(revoked::removeAll);
        tenants.whenRemoved(crls::removeAll);
        tenants.whenRemoved(ownCrls::removeAll);
        return new Stores(
                tenants,
                options,
                anchors,
                devices,
                issuedTokens,
                users,
                new InMemorySigningKeys(),
                refusals,
                revoked,
                crls,
                ownCrls);
    }

    static Stores of(EmbeddedStore store) {
        return new Stores(
                store.tenants(),
                store.options(),
                store.anchors(),
                store.devices(),
                store.issuedTokens(),
                store.users(),
                store.signingKeys(),
                store.refusals(),
                store.revokedCertificates(),
                store.crls(),
                store.ownCrls());
    }

    /// Adds an anchor whose key is nobody else's.
    Added trust(TrustAnchor anchor) {
        return anchors.add(List.of(anchor), Sharing.FORBIDDEN).added();
    }

    /// Adds [Samples#ACME] and [Samples#OTHER].
    Stores withTwoTenants() {
        for (TenantId id : List.of(Samples.ACME, Samples.OTHER)) {
            users.addTenant(Samples.tenant(id), Samples.user(id, "admin"));
        }
        return this;
    }
}
