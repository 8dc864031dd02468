package io.countersign;

import io.countersign.core.revocation.KeepAnswer;
import io.countersign.core.revocation.KeepCrl;
import io.countersign.core.revocation.PublishCrl;
import io.countersign.core.revocation.RecentAnswers;
import io.countersign.core.revocation.RevocationFormats;
import io.countersign.core.revocation.RevocationOfTenants;
import io.countersign.core.revocation.RevocationSettings;
import io.countersign.core.signing.RotateKeys;
import io.countersign.core.tenant.OptionRule;
import io.countersign.core.tenant.SetOptions;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.CheckToken;
import io.countersign.core.token.EndToken;
import io.countersign.core.token.IssueToken;
import io.countersign.core.token.Lifespan;
import io.countersign.core.token.Recognition;
import io.countersign.core.token.TokenAlgorithm;
import io.countersign.core.token.TokenIds;
import io.countersign.core.token.TokenWriter;
import io.countersign.core.token.VerifyChain;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.ChainCheck;
import io.countersign.core.trust.ChainUnreadable;
import io.countersign.core.trust.ProvePossession;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.core.trust.UploadAnchor;
import io.countersign.core.trust.VerificationCode;
import io.countersign.core.user.SignIn;
import io.countersign.edge.config.Settings;
import io.countersign.edge.fetch.RevocationFetcher;
import io.countersign.edge.http.Authentication;
import io.countersign.edge.http.ChainSource;
import io.countersign.edge.http.Route;
import io.countersign.edge.http.api.Api;
import io.countersign.edge.http.api.TokenClaimsReader;
import io.countersign.edge.keys.Argon2Passwords;
import io.countersign.edge.keys.JcaSignatures;
import io.countersign.edge.keys.MasterKey;
import io.countersign.edge.revocation.Asn1CrlWriter;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.store.embedded.EmbeddedStore;
import io.countersign.edge.telemetry.Figure;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.edge.tls.Asn1CommonNames;
import io.countersign.edge.tls.HeaderChain;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/// The core on top of a store: which use case is made of what.
final class Wiring {
    private static final int TENANT_DIGITS = 1_000_000_000;

    /// Reads revocation lists and OCSP answers.
    static final RevocationFormats FORMATS = new Asn1RevocationFormats();

    private final EmbeddedStore store;
    private final Settings settings;
    private final SecureRandom dice = new SecureRandom();
    private final Argon2Passwords passwords = new Argon2Passwords();
    private final RotateKeys rotateKeys;
    private final IssueToken issueToken;
    private final VerifyChain verifyChain;
    private final CheckToken checkToken;
    private final KeepCrl keepCrl;
    private final RevocationFetcher fetcher;
    private final RevocationOfTenants revocation;

    /// @param vertx fetches what certificates name
    Wiring(EmbeddedStore store, MasterKey masterKey, Settings settings, Vertx vertx, InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.keepCrl = new KeepCrl(store.crls(), store.anchors(), Asn1RevocationFormats.inPassing(), this::freshCrlId);
        var answers = new RecentAnswers(store.changes());
        this.fetcher = new RevocationFetcher(
                vertx,
                settings.fetching().allowed(),
                new RevocationFetcher.Keepers(
                        keepCrl,
                        new KeepAnswer(FORMATS, answers),
                        FORMATS,
                        store.crls(),
                        store.anchors(),
                        store.options()),
                clock,
                dice);
        this.rotateKeys = new RotateKeys(store.signingKeys(), settings.keys(), clock.instant());
        var signatures = new JcaSignatures();
        var registry = new IssueToken.Registry(store.tenants(), store.options(), store.devices(), store.issuedTokens());
        var details = new Asn1CertificateDetails();
        var known = new RevocationOfTenants.Known(
                store.options(), store.anchors(), store.revokedCertificates(), store.crls(), answers, fetcher);
        this.revocation = new RevocationOfTenants(known, FORMATS, details);
        var chainCheck = new ChainCheck(store.anchors(), details, revocation);
        this.issueToken = new IssueToken(
                new Recognition(chainCheck, new Asn1CommonNames(), store.changes(), revocation::lasts),
                registry,
                store.anchors(),
                new TokenWriter(rotateKeys, signatures, new TokenIds(masterKey.derive("token ids")), store.options()));
        this.verifyChain = new VerifyChain(chainCheck, store.anchors(), issueToken);
        this.checkToken = new CheckToken(
                new CheckToken.SignatureCheck(rotateKeys, signatures, new TokenClaimsReader()),
                registry,
                store.anchors(),
                revocation::isAnyRevoked);
    }

    RevocationFetcher fetcher() {
        return fetcher;
    }

    /// What is worth watching about revocation.
    List<Figure> revocationFigures() {
        var figures = new ArrayList<Figure>(fetcher.figures());
        figures.add(Figure.counter(
                "countersign.revocation.passed.open",
                "Chains that passed though the status of a certificate could not be told, as their tenants want it.",
                revocation::passedOpen));
        return figures;
    }

    IssueToken issueToken() {
        return issueToken;
    }

    RotateKeys rotateKeys() {
        return rotateKeys;
    }

    Argon2Passwords passwords() {
        return passwords;
    }

    Authentication authentication() {
        return new Authentication(new SignIn(store.tenants(), store.users(), passwords), checkToken, store.tenants());
    }

    /// @param version of this program
    List<Route> routes(String version) {
        var stores = new Api.Stores(
                store.tenants(),
                store.options(),
                store.anchors(),
                store.devices(),
                store.issuedTokens(),
                store.users(),
                store.refusals(),
                store.revokedCertificates(),
                store.crls(),
                fetcher);
        var useCases = new Api.UseCases(
                new SetOptions(store.options(), optionRules()),
                new UploadAnchor(store.anchors(), this::freshAnchorId, sharing()),
                new ProvePossession(store.anchors(), this::freshVerificationCode),
                verifyChain,
                keepCrl,
                new PublishCrl(store.ownCrls(), store.revokedCertificates(), new Asn1CrlWriter(), FORMATS),
                new EndToken(store.issuedTokens()),
                rotateKeys,
                settings.keys(),
                passwords,
                this::freshTenantId);
        return Api.routes(stores, useCases, Wiring::readChain, version);
    }

    private static List<X509Certificate> readChain(String text, String source) {
        try {
            return HeaderChain.parse(text, source);
        } catch (ChainUnreadable unreadable) {
            throw ChainSource.unreadable(String.valueOf(unreadable.getMessage()));
        }
    }

    private List<OptionRule> optionRules() {
        List<OptionRule> rules = new ArrayList<>(RevocationSettings.rules());
        rules.add(new Lifespan.Rule());
        rules.add(new TokenAlgorithm.Rule(rotateKeys));
        return rules;
    }

    private String freshCrlId() {
        return HexFormat.of().toHexDigits(dice.nextLong());
    }

    private Sharing sharing() {
        return settings.behaviour().sharedTrustStore() ? Sharing.ALLOWED : Sharing.FORBIDDEN;
    }

    private String freshVerificationCode() {
        var random = new byte[VerificationCode.RANDOM_BYTES];
        dice.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }

    private AnchorId freshAnchorId() {
        return new AnchorId(HexFormat.of().toHexDigits(dice.nextLong()));
    }

    private TenantId freshTenantId() {
        return new TenantId("t" + dice.nextInt(TENANT_DIGITS));
    }
}
