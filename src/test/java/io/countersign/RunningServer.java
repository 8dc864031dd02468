package io.countersign;

import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.signing.KeySchedule;
import io.countersign.edge.address.AllowedDestination;
import io.countersign.edge.cli.CannotStart;
import io.countersign.edge.config.Secret;
import io.countersign.edge.config.Settings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The real server on free ports of loopback, over a folder of its own, with a clock that the test moves.
public final class RunningServer implements ServerAddress, AutoCloseable {
    /// The password of `management/admin`.
    public static final String ADMIN_PASSWORD = "management-password";

    private final Settings settings;
    private final MovableClock clock;
    private Server server;

    private RunningServer(Settings settings, MovableClock clock) {
        this.settings = settings;
        this.clock = clock;
        this.server = start(settings, clock);
    }

    /// A server with the fastest TLS engine that loads.
    public static RunningServer in(Path folder) {
        return in(folder, Settings.Engine.AUTO);
    }

    public static RunningServer in(Path folder, Settings.Engine engine) {
        return in(folder, engine, new Settings.Behaviour(Settings.LogFormat.TEXT, true, false), List.of());
    }

    /// A server on which several tenants may trust one CA, or not any more.
    public static RunningServer sharingKeys(Path folder, boolean isOn) {
        return in(folder, Settings.Engine.AUTO, new Settings.Behaviour(Settings.LogFormat.TEXT, true, isOn), List.of());
    }

    /// A server that fetches from loopback.
    public static RunningServer fetchingFromLoopback(Path folder) {
        return in(
                folder,
                Settings.Engine.AUTO,
                new Settings.Behaviour(Settings.LogFormat.TEXT, true, false),
                List.of(AllowedDestination.parse("127.0.0.1")));
    }

    private static RunningServer in(
            Path folder, Settings.Engine engine, Settings.Behaviour behaviour, List<AllowedDestination> allowed) {
        var settings = new Settings(
                folder,
                new Settings.Listeners("127.0.0.1", 0, 0, "127.0.0.1", 0),
                new Settings.Tls(engine, Optional.empty(), Optional.empty()),
                new Settings.Secrets(Optional.empty(), Optional.of(new Secret(ADMIN_PASSWORD))),
                KeySchedule.DEFAULT,
                behaviour,
                RefusalLedger.Limits.DEFAULT,
                new Settings.Fetching(allowed));
        return new RunningServer(settings, new MovableClock(Instant.parse("2026-06-15T12:00:00Z")));
    }

    private static Server start(Settings settings, MovableClock clock) {
        try {
            return Server.start(settings, clock);
        } catch (CannotStart fault) {
            throw new IllegalStateException(fault);
        }
    }

    /// Stops the server and starts it again over the same folder.
    public void restart() {
        server.stop();
        server = start(settings, clock);
    }

    public MovableClock clock() {
        return clock;
    }

    @Override
    public int devicePort() {
        return server.devicePort();
    }

    @Override
    public int apiPort() {
        return server.apiPort();
    }

    public int managementPort() {
        return server.managementPort();
    }

    @Override
    public Path folder() {
        return settings.data();
    }

    @Override
    public void close() {
        server.stop();
    }
}
