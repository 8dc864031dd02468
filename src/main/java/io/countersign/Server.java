package io.countersign;

import io.countersign.Listeners.CannotListen;
import io.countersign.core.trust.ChainUnreadable;
import io.countersign.core.trust.ShownChain;
import io.countersign.edge.admission.ConnectionGate;
import io.countersign.edge.cli.CannotStart;
import io.countersign.edge.cli.Running;
import io.countersign.edge.config.Secret;
import io.countersign.edge.config.Settings;
import io.countersign.edge.http.ChainSource;
import io.countersign.edge.http.HttpFace;
import io.countersign.edge.http.Json;
import io.countersign.edge.http.RefusalNotes;
import io.countersign.edge.http.Route;
import io.countersign.edge.http.Workers;
import io.countersign.edge.keys.AesGcmBox;
import io.countersign.edge.keys.MasterKey;
import io.countersign.edge.pem.UnusableFile;
import io.countersign.edge.store.StoreUnusable;
import io.countersign.edge.store.embedded.EmbeddedStore;
import io.countersign.edge.telemetry.ManagementFace;
import io.countersign.edge.telemetry.Telemetry;
import io.countersign.edge.tls.Asn1CommonNames;
import io.countersign.edge.tls.BlankSignatures;
import io.countersign.edge.tls.CryptoProviders;
import io.countersign.edge.tls.DevelopmentCertificates;
import io.countersign.edge.tls.HandshakeChain;
import io.countersign.edge.tls.ServerCertificate;
import io.countersign.edge.tls.TlsListeners;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running server: everything wired by hand, started in order, stopped in the opposite one.
final class Server implements Running {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final Duration KEY_CARE = Duration.ofMinutes(1);
    private static final int EVENT_LOOPS = Runtime.getRuntime().availableProcessors();
    private static final String DATABASE_SECRETS = "database secrets";

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ConnectionGate gate = new ConnectionGate();
    private final Semaphore longBodies = new Semaphore(HttpFace.LONG_BODIES_MAX);
    private final Settings settings;
    private final InstantSource clock;
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private Ports ports = new Ports(0, 0, 0);
    private Optional<String> newAdminPassword = Optional.empty();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean ready;

    private record Ports(int device, int api, int management) {}

    private Server(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// Starts everything; when it returns, requests are answered.
    ///
    /// @param clock what the server takes for the time
    /// @throws CannotStart if anything is missing; then nothing runs
    static Server start(Settings settings, InstantSource clock) throws CannotStart {
        var server = new Server(settings, clock);
        try {
            server.start();
            return server;
        } catch (CannotListen | UnusableFile | StoreUnusable | IllegalStateException unusable) {
            server.stop();
            throw new CannotStart(String.valueOf(unusable.getMessage()), unusable);
        }
    }

    private void start() throws CannotListen, UnusableFile {
        String provider = CryptoProviders.installFastest();
        BlankSignatures.requireRefused();
        Path data = settings.data();
        // what most often stands in the way is looked at before anything is made or changed
        requireFreePorts();
        List<ServerCertificate> configured = configuredCertificates();
        MasterKey masterKey = settings.secrets().masterKeyFile().isPresent()
                ? MasterKey.open(settings.secrets().masterKeyFile().get())
                : MasterKey.openOrCreate(data.resolve("master.key"));
        EmbeddedStore store = with(EmbeddedStore.open(new EmbeddedStore.Config(
                        data,
                        new AesGcmBox(masterKey.derive(DATABASE_SECRETS)),
                        () -> !Context.isOnEventLoopThread(),
                        Wiring.FORMATS)
                .keeping(settings.refusals())));
        var telemetry = new Telemetry(metrics);
        String tlsEngine = isNative() ? "BoringSSL" : "JDK";
        telemetry.cryptographyBy(provider, tlsEngine);
        Vertx vertx = vertx();
        Workers workers = with(new Workers());
        Listeners listeners = with(new Listeners(vertx, telemetry, gate, EVENT_LOOPS));
        var wiring = new Wiring(store, masterKey, settings, vertx, clock);
        with(wiring.fetcher());
        showFigures(telemetry, store, wiring);
        var shared = new HttpFace.Shared(vertx, wiring.authentication(), workers, telemetry, clock, longBodies);
        listen(listeners, shared, wiring, store, configured.isEmpty() ? developmentCertificate() : configured);
        // last, for its password is told only if the start succeeds
        newAdminPassword = FirstStart.prepare(
                store.tenants(),
                store.users(),
                wiring.passwords(),
                settings.secrets().adminPassword().map(Secret::value),
                clock.instant());
        careForKeys(wiring);
        with(GarbageWatch.start(() -> longBodies.availablePermits() < HttpFace.LONG_BODIES_MAX));
        Thread.ofPlatform().daemon().name("json-prepare").start(Json::prepare);
        ready = true;
        LOG.info("serving with signatures by {} and TLS by {}", provider, tlsEngine);
    }

    private void requireFreePorts() throws CannotListen {
        Settings.Listeners at = settings.listeners();
        Listeners.requireFree(at.bind(), at.devicePort());
        Listeners.requireFree(at.bind(), at.apiPort());
        Listeners.requireFree(at.managementBind(), at.managementPort());
    }

    private void showFigures(Telemetry telemetry, EmbeddedStore store, Wiring wiring) {
        List.of(new JvmMemoryMetrics(), new ProcessorMetrics(), new UptimeMetrics())
                .forEach(binder -> binder.bindTo(metrics));
        store.figures().forEach(telemetry::show);
        wiring.revocationFigures().forEach(telemetry::show);
        gate.figures().forEach(telemetry::show);
    }

    private Vertx vertx() {
        return Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(EVENT_LOOPS)
                        .setDisableTCCL(true)) // one class loader loads everything
                .withTransport(gate.transport())
                .build();
    }

    private void listen(
            Listeners listeners,
            HttpFace.Shared shared,
            Wiring wiring,
            EmbeddedStore store,
            List<ServerCertificate> certificates)
            throws CannotListen {
        certificates.forEach(certificate -> notices.addAll(certificate.notices()));
        var tls = new TlsListeners(certificates, isNative());
        List<Route> routes = wiring.routes(version());
        HttpFace devices = HttpFace.ofDevices(
                shared,
                routes,
                settings.behaviour().deviceTokens() ? Optional.of(wiring.issueToken()) : Optional.empty(),
                new HttpFace.Clients(
                        Server::shownChain, new RefusalNotes(store.refusals(), new Asn1CommonNames()), gate::remember));
        Settings.Listeners at = settings.listeners();
        int devicePort = listeners.open(tls.forDevices(at.bind(), at.devicePort()), devices);
        int apiPort = listeners.open(tls.forApi(at.bind(), at.apiPort()), HttpFace.ofApi(shared, routes));
        int managementPort = listeners.openPlain(
                new HttpServerOptions().setHost(at.managementBind()).setPort(at.managementPort()),
                new ManagementFace(metrics, () -> ready, wiring.revocationFigures()));
        ports = new Ports(devicePort, apiPort, managementPort);
    }

    /// Empty if the operator gave none.
    private List<ServerCertificate> configuredCertificates() throws UnusableFile {
        Optional<Settings.CertificateFiles> files = settings.tls().files();
        Optional<Settings.CertificateFiles> rsa = settings.tls().rsaFiles();
        if (files.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        var first =
                ServerCertificate.read(files.get().certificate(), files.get().key(), now);
        return rsa.isEmpty()
                ? List.of(first)
                : List.of(
                        first,
                        ServerCertificate.readRsa(
                                rsa.get().certificate(), rsa.get().key(), first, now));
    }

    private List<ServerCertificate> developmentCertificate() throws UnusableFile {
        return List.of(new DevelopmentCertificates(settings.data().resolve("tls")).prepare(clock.instant()));
    }

    private boolean isNative() {
        return switch (settings.tls().engine()) {
            case AUTO -> TlsListeners.isNativeAvailable();
            case NATIVE -> true;
            case JDK -> false;
        };
    }

    private static Optional<ShownChain> shownChain(HttpConnection connection, Optional<String> header) {
        try {
            return HandshakeChain.take(connection.sslSession(), header);
        } catch (ChainUnreadable unreadable) {
            throw ChainSource.unreadable(String.valueOf(unreadable.getMessage()));
        }
    }

    private void careForKeys(Wiring wiring) {
        ScheduledExecutorService care = with(Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("key-care").factory()));
        var _ = care.scheduleWithFixedDelay(
                () -> {
                    try {
                        wiring.rotateKeys().keepYoung(clock.instant());
                    } catch (RuntimeException fault) {
                        LOG.error("the signing keys could not be looked after", fault);
                    }
                },
                0,
                KEY_CARE.toSeconds(),
                TimeUnit.SECONDS);
    }

    private <T extends AutoCloseable> T with(T part) {
        parts.addFirst(part);
        return part;
    }

    @Override
    public int devicePort() {
        return ports.device();
    }

    @Override
    public int apiPort() {
        return ports.api();
    }

    @Override
    public int managementPort() {
        return ports.management();
    }

    @Override
    public Optional<String> adminPassword() {
        return newAdminPassword;
    }

    @Override
    public List<String> notices() {
        return List.copyOf(notices);
    }

    @Override
    public void stop() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        ready = false;
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception fault) {
                LOG.error("a part of the server did not stop", fault);
            }
        }
        stopped.countDown();
    }

    @Override
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    private static String version() {
        return Optional.ofNullable(Server.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
