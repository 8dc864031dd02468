package io.countersign.edge.http.api;

import io.countersign.core.device.Devices;
import io.countersign.core.device.RegisterDevices;
import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.revocation.Crls;
import io.countersign.core.revocation.KeepCrl;
import io.countersign.core.revocation.Outside;
import io.countersign.core.revocation.PublishCrl;
import io.countersign.core.revocation.RevokedCertificates;
import io.countersign.core.signing.KeySchedule;
import io.countersign.core.signing.RotateKeys;
import io.countersign.core.tenant.SetOptions;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOptions;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.token.EndToken;
import io.countersign.core.token.IssuedTokens;
import io.countersign.core.token.VerifyChain;
import io.countersign.core.trust.ProvePossession;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.core.trust.UploadAnchor;
import io.countersign.core.user.Passwords;
import io.countersign.core.user.Users;
import io.countersign.edge.http.ChainText;
import io.countersign.edge.http.Route;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All routes of the REST API but the token endpoint, which has a path of its own through the server.
public final class Api {
    private Api() {}

    /// What is known.
    public record Stores(
            Tenants tenants,
            TenantOptions options,
            TrustAnchors anchors,
            Devices devices,
            IssuedTokens issuedTokens,
            Users users,
            RefusalLedger refusals,
            RevokedCertificates revokedCertificates,
            Crls crls,
            Outside outside) {}

    /// What can be done.
    ///
    /// @param freshTenantIds draws ids for tenants whose creator chose none
    public record UseCases(
            SetOptions setOptions,
            UploadAnchor uploadAnchor,
            ProvePossession provePossession,
            VerifyChain verifyChain,
            KeepCrl keepCrl,
            PublishCrl publishCrl,
            EndToken endToken,
            RotateKeys rotateKeys,
            KeySchedule keySchedule,
            Passwords passwords,
            Supplier<TenantId> freshTenantIds) {}

    /// @param version of this program
    /// @param chainText reads chains that are not shown in a handshake
    public static List<Route> routes(Stores stores, UseCases useCases, ChainText chainText, String version) {
        Tenants tenants = stores.tenants();
        var deviceUsers = new DeviceUsers(stores.devices());
        var tenantAnchors = new TenantAnchors(tenants, stores.anchors());
        return Stream.of(
                        new TenantEndpoints(tenants, stores.users(), useCases.passwords(), useCases.freshTenantIds())
                                .routes(),
                        new AnchorEndpoints(tenantAnchors, stores.anchors(), stores.issuedTokens()).routes(),
                        new AnchorUploadEndpoints(useCases.uploadAnchor(), tenants).routes(),
                        new PossessionEndpoints(tenantAnchors, useCases.provePossession()).routes(),
                        new VerifyEndpoints(useCases.verifyChain(), tenants, chainText).routes(),
                        new OptionEndpoints(stores.options(), useCases.setOptions(), tenants).routes(),
                        new SystemEndpoints(version, useCases.uploadAnchor().sharing()).routes(),
                        new CurrentUserEndpoints(stores.users(), useCases.endToken(), stores.tenants()).routes(),
                        new UserEndpoints(stores.users(), deviceUsers, useCases.passwords(), tenants).routes(),
                        new DeviceEndpoints(new RegisterDevices(stores.devices()), tenants).routes(),
                        new CrlSettingsEndpoints(stores.revokedCertificates()).routes(),
                        new RevocationEndpoints(stores.revokedCertificates()).routes(),
                        new OwnCrlEndpoints(useCases.publishCrl()).routes(),
                        new CrlEndpoints(stores.crls(), stores.outside(), useCases.keepCrl()).routes(),
                        new RefusalEndpoints(stores.refusals(), tenants).routes(),
                        new KeyEndpoints(useCases.rotateKeys(), useCases.keySchedule()).routes())
                .flatMap(List::stream)
                .toList();
    }
}
