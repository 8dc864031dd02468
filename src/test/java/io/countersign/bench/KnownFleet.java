package io.countersign.bench;

import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.revocation.Outside;
import io.countersign.core.revocation.RecentAnswers;
import io.countersign.core.revocation.RevocationOfTenants;
import io.countersign.core.signing.KeySchedule;
import io.countersign.core.signing.RotateKeys;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.IssueToken;
import io.countersign.core.token.Recognition;
import io.countersign.core.token.TokenIds;
import io.countersign.core.token.TokenWriter;
import io.countersign.core.trust.ChainCheck;
import io.countersign.edge.keys.AesGcmBox;
import io.countersign.edge.keys.JcaSignatures;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.store.embedded.EmbeddedStore;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.edge.tls.Asn1CommonNames;
import io.countersign.edge.tls.CryptoProviders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;

/// The core on top of a store on disk that knows a fleet, without the server around it: for micro-benchmarks.
public final class KnownFleet implements AutoCloseable {
    private final Path folder;
    private final Fleet fleet;
    private final EmbeddedStore store;
    private final ChainCheck chainCheck;
    private final IssueToken issueToken;

    /// Makes everything anew in a temporary folder.
    ///
    /// @param tenants that trust a root each
    /// @param devices with two certificates, and as many with one
    public KnownFleet(int tenants, int devices) {
        CryptoProviders.installFastest();
        Instant now = Instant.now();
        try {
            this.folder = Files.createTempDirectory("countersign-fleet");
            this.fleet = Fleet.make(folder, new Fleet.Size(tenants, devices, devices, 0));
            DataFolder.fill(fleet, now);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var box = new AesGcmBox(new SecretKeySpec(new byte[32], "AES"));
        this.store = EmbeddedStore.open(
                new EmbeddedStore.Config(fleet.data(), box, () -> true, new Asn1RevocationFormats()));
        var details = new Asn1CertificateDetails();
        var known = new RevocationOfTenants.Known(
                store.options(),
                store.anchors(),
                store.revokedCertificates(),
                store.crls(),
                new RecentAnswers(store.changes()),
                Outside.NOBODY);
        var revocation = new RevocationOfTenants(known, new Asn1RevocationFormats(), details);
        this.chainCheck = new ChainCheck(store.anchors(), details, revocation);
        this.issueToken = new IssueToken(
                new Recognition(chainCheck, new Asn1CommonNames(), store.changes(), revocation::lasts),
                new IssueToken.Registry(store.tenants(), store.options(), store.devices(), store.issuedTokens()),
                store.anchors(),
                new TokenWriter(
                        new RotateKeys(store.signingKeys(), KeySchedule.DEFAULT, now),
                        new JcaSignatures(),
                        new TokenIds(new SecretKeySpec(new byte[32], "HmacSHA256")),
                        store.options()));
    }

    /// Files of devices with two certificates: first all first ones, then all second ones.
    public Path due() {
        return fleet.due();
    }

    /// Files of devices with one certificate.
    public Path held() {
        return fleet.held();
    }

    public ChainCheck chainCheck() {
        return chainCheck;
    }

    public IssueToken issueToken() {
        return issueToken;
    }

    public RefusalLedger refusals() {
        return store.refusals();
    }

    /// One of those that it belongs to.
    public TenantId tenant() {
        return fleet.customers().getFirst().tenant();
    }

    @Override
    public void close() throws IOException {
        store.close();
        Folders.delete(folder);
    }
}
