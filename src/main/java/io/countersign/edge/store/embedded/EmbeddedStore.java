package io.countersign.edge.store.embedded;

import io.countersign.core.device.Devices;
import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.revocation.Crls;
import io.countersign.core.revocation.OwnCrls;
import io.countersign.core.revocation.RevocationFormats;
import io.countersign.core.revocation.RevokedCertificates;
import io.countersign.core.signing.SecretBox;
import io.countersign.core.signing.SigningKeys;
import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.TenantOptions;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.token.IssuedTokens;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.core.user.User;
import io.countersign.core.user.Users;
import io.countersign.edge.store.StoreUnusable;
import io.countersign.edge.telemetry.Figure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.flywaydb.core.api.FlywayException;

/// Everything in one SQLite file in the data folder; nothing to install, one node.
///
/// Whatever an administrator does is on disk when it is answered (`synchronous = full`). When tokens were issued may
/// lose the last [Config#flushEvery] in a crash (product.md 6). Threads that may not wait are never made to: see
/// [Config].
public final class EmbeddedStore implements AutoCloseable {
    private static final String FILE = "countersign.db";
    private static final double NANOS_PER_SECOND = 1e9;

    private final FolderLock lock;
    private final Database database;
    private final RowCache<DeviceKey, DeviceFacts> deviceFacts;
    private final EmbeddedTenants tenants;
    private final EmbeddedTenantOptions options;
    private final EmbeddedTrustAnchors anchors;
    private final EmbeddedDevices devices;
    private final EmbeddedIssuedTokens issuedTokens;
    private final EmbeddedUsers users;
    private final EmbeddedSigningKeys signingKeys;
    private final EmbeddedRefusals refusals;
    private final EmbeddedRevokedCertificates revokedCertificates;
    private final EmbeddedCrls crls;
    private final EmbeddedOwnCrls ownCrls;
    private final Flusher flusher;
    private final Flusher refusalFlusher;

    private EmbeddedStore(Config config, FolderLock lock, Database database) {
        this.lock = lock;
        this.database = database;
        var memory = config.memory();
        this.deviceFacts = new RowCache<>(
                database,
                memory.devices(),
                DeviceFacts::isDirty,
                key -> database.read(sql -> DeviceRows.find(sql, key)));
        var userRows = new RowCache<EmbeddedUsers.Key, Optional<User>>(
                database, memory.users(), _ -> false, key -> database.read(sql -> EmbeddedUsers.read(sql, key)));
        this.options = new EmbeddedTenantOptions(database, config.box());
        this.anchors = new EmbeddedTrustAnchors(database, memory.certificates());
        this.devices = new EmbeddedDevices(database, deviceFacts);
        this.issuedTokens = new EmbeddedIssuedTokens(database, deviceFacts, memory.devices());
        this.signingKeys = new EmbeddedSigningKeys(database, config.box());
        this.refusals = new EmbeddedRefusals(database, config.refusals());
        this.revokedCertificates = new EmbeddedRevokedCertificates(database);
        this.crls = new EmbeddedCrls(database, config.formats());
        this.ownCrls = new EmbeddedOwnCrls(database, config.box());
        this.tenants = new EmbeddedTenants(
                database,
                List.of(
                        options::forget,
                        anchors::forget,
                        refusals::forget,
                        revokedCertificates::forget,
                        crls::forget,
                        issuedTokens::forget,
                        tenant -> deviceFacts.forget(key -> key.tenant().equals(tenant)),
                        tenant -> userRows.forget(key -> key.tenant().equals(tenant))));
        this.users = new EmbeddedUsers(database, tenants, userRows);
        this.flusher = new Flusher("tokens", issuedTokens::flush, config.flushEvery());
        this.refusalFlusher = new Flusher("refusals", refusals::flush, config.flushEvery());
    }

    /// How the store is set up.
    ///
    /// @param folder the data folder; made if there is none
    /// @param box seals secrets
    /// @param mayBlock whether the present thread may wait for the disk. Where it may not, look-ups that miss
    ///     memory throw [io.countersign.core.tenant.NotInMemory]
    /// @param flushEvery how long "when was a token issued" may be in memory only
    /// @param refusals how many refusals are kept
    /// @param formats reads revocation lists
    public record Config(
            Path folder,
            SecretBox box,
            BooleanSupplier mayBlock,
            Duration flushEvery,
            Memory memory,
            RefusalLedger.Limits refusals,
            RevocationFormats formats) {
        static final Duration FLUSH_EVERY = Duration.ofMillis(200);

        /// Everything else by default.
        public Config(Path folder, SecretBox box, BooleanSupplier mayBlock, RevocationFormats formats) {
            this(folder, box, mayBlock, FLUSH_EVERY, Memory.DEFAULT, RefusalLedger.Limits.DEFAULT, formats);
        }

        /// The same with other limits on refusals.
        public Config keeping(RefusalLedger.Limits limits) {
            return new Config(folder, box, mayBlock, flushEvery, memory, limits, formats);
        }
    }

    /// How much is kept in memory.
    ///
    /// @param devices with their tokens; some 500 bytes each
    /// @param users some 1,000 bytes each
    /// @param certificates of trust anchors, parsed; some 8,000 bytes each
    public record Memory(int devices, int users, int certificates) {
        public static final Memory DEFAULT = new Memory(200_000, 10_000, 4_000);
    }

    /// Opens the store in a folder that no other process uses, and brings its tables up to date.
    ///
    /// @throws StoreUnusable if that does not work
    public static EmbeddedStore open(Config config) {
        FolderLock lock = FolderLock.take(config.folder());
        try {
            Path file = config.folder().resolve(FILE);
            Schema.migrate(file);
            return open(config, lock, new Database(file, config.mayBlock()));
        } catch (IOException | SQLException | FlywayException failure) {
            lock.close();
            throw unusable(config, failure);
        } catch (RuntimeException failure) {
            lock.close();
            throw failure;
        }
    }

    private static EmbeddedStore open(Config config, FolderLock lock, Database database) {
        try {
            return new EmbeddedStore(config, lock, database);
        } catch (RuntimeException failure) {
            database.close();
            throw unusable(config, failure);
        }
    }

    private static StoreUnusable unusable(Config config, Exception failure) {
        String why = String.valueOf(failure.getMessage());
        return new StoreUnusable(
                "The database " + config.folder().resolve(FILE) + " cannot be used: " + why
                        + (why.endsWith(".") ? "" : "."),
                failure);
    }

    public Tenants tenants() {
        return tenants;
    }

    public TenantOptions options() {
        return options;
    }

    public TrustAnchors anchors() {
        return anchors;
    }

    public Devices devices() {
        return devices;
    }

    public IssuedTokens issuedTokens() {
        return issuedTokens;
    }

    public Users users() {
        return users;
    }

    public RevokedCertificates revokedCertificates() {
        return revokedCertificates;
    }

    public Crls crls() {
        return crls;
    }

    /// Counts what is changed of tenants, options, anchors and revocation.
    public Changes changes() {
        return database.changes();
    }

    public OwnCrls ownCrls() {
        return ownCrls;
    }

    public RefusalLedger refusals() {
        return refusals;
    }

    public SigningKeys signingKeys() {
        return signingKeys;
    }

    /// What is counted in here.
    public List<Figure> figures() {
        return List.of(
                Figure.gauge("countersign.devices.in.memory", "Devices in memory", deviceFacts::size),
                Figure.gauge(
                        "countersign.tokens.unwritten",
                        "Devices whose token is not on disk yet",
                        issuedTokens::unwritten),
                Figure.counter(
                        "countersign.device.lookups.hit",
                        "Devices found in memory",
                        () -> deviceFacts.lookUps().hitCount()),
                Figure.counter(
                        "countersign.device.lookups.miss",
                        "Devices looked for on disk",
                        () -> deviceFacts.lookUps().missCount()),
                Figure.gauge("countersign.crl.bytes", "Bytes that revocation lists take in memory", crls::bytes),
                Figure.counter(
                        "countersign.refusals.unkept", "Refusals that the ledger had no room for", refusals::dropped),
                Figure.counter("countersign.store.commits", "Transactions written", database::commits),
                Figure.counter(
                        "countersign.store.commit.seconds",
                        "Seconds that they took",
                        () -> database.commitNanos() / NANOS_PER_SECOND));
    }

    /// Writes what is only in memory and gives the folder back. Nobody uses the store any more by then.
    @Override
    public void close() {
        try {
            flusher.close();
            refusalFlusher.close();
        } finally {
            database.close();
            lock.close();
        }
    }
}
