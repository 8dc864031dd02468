package io.countersign.bench;

import io.countersign.core.device.Device;
import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.tenant.TenantStatus;
import io.countersign.core.token.Lifespan;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.core.user.Role;
import io.countersign.core.user.User;
import io.countersign.core.user.UserName;
import io.countersign.edge.keys.AesGcmBox;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.store.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;

/// Writes what a fleet needs into a data folder, through the store of the product: tenants, one anchor each, devices.
final class DataFolder {
    /// Long enough that no token of a run reaches half life.
    static final int LIFESPAN_SECONDS = 86_400;

    private static final int DEVICES_TOGETHER = 10_000;
    private static final int CERTIFICATES_TOGETHER = 2_000;

    /// Nobody logs in: no password has this hash.
    private static final String NO_PASSWORD = "$argon2id$none";

    /// Where waiting for the disk costs nothing: a hundred thousand tenants are as many transactions.
    private static final Path MEMORY = Path.of("/dev/shm");

    private final EmbeddedStore store;
    private final Instant now;

    private DataFolder(EmbeddedStore store, Instant now) {
        this.store = store;
        this.now = now;
    }

    /// Fills the fleet's data folder; what was there before is gone.
    static void fill(Fleet fleet, Instant now) throws IOException {
        Files.createDirectories(fleet.folder());
        Path building =
                Files.createTempDirectory(Files.isWritable(MEMORY) ? MEMORY : fleet.folder(), "countersign-bench-");
        try {
            // seals nothing: no secret is written
            var box = new AesGcmBox(new SecretKeySpec(new byte[32], "AES"));
            try (var store = EmbeddedStore.open(
                    new EmbeddedStore.Config(building, box, () -> true, new Asn1RevocationFormats()))) {
                new DataFolder(store, now.truncatedTo(ChronoUnit.MILLIS)).write(fleet);
            }
            Folders.delete(fleet.data());
            Folders.copy(building, fleet.data());
        } finally {
            Folders.delete(building);
        }
    }

    private void write(Fleet fleet) {
        Map<TenantId, X509Certificate> roots = fleet.customers().stream()
                .collect(Collectors.toMap(
                        Fleet.Customer::tenant, customer -> customer.root().certificate()));
        for (int from = 0; from < fleet.size().tenants(); from += CERTIFICATES_TOGETHER) {
            // drawing keys takes longest, and both processors can do it
            IntStream.range(
                            from,
                            Math.min(from + CERTIFICATES_TOGETHER, fleet.size().tenants()))
                    .parallel()
                    .mapToObj(number -> new Founded(
                            number,
                            Optional.ofNullable(roots.get(Fleet.tenantId(number)))
                                    .orElseGet(() -> Fleet.root(number).certificate())))
                    .toList()
                    .forEach(this::add);
        }
        boolean keepsLong = fleet.size().held() > 0;
        if (keepsLong) {
            var option = new TenantOption(Lifespan.OPTION, Integer.toString(LIFESPAN_SECONDS), true);
            roots.keySet().forEach(tenant -> store.options().put(tenant, List.of(option)));
        }
        Fleet.Size size = fleet.size();
        register(size.due(), number -> device(fleet.customerOf(number).tenant(), Fleet.nameOfDue(number)));
        register(size.held(), number -> device(fleet.customerOf(number).tenant(), Fleet.nameOfHeld(number)));
        register(size.idle(), number -> device(Fleet.tenantId(number % size.tenants()), "idle-%08d".formatted(number)));
    }

    private record Founded(int number, X509Certificate root) {}

    private void add(Founded founded) {
        TenantId id = Fleet.tenantId(founded.number());
        var admin = new UserName("admin");
        var tenant = new Tenant(
                id,
                new Domain(id.value() + ".example.com"),
                "Company of " + id,
                admin.value(),
                Optional.empty(),
                TenantStatus.ACTIVE,
                now);
        var user = new User(id, admin, NO_PASSWORD, Optional.empty(), Role.ofAdministrators(), true, now);
        var anchor = new TrustAnchor(
                new AnchorId("%016x".formatted(founded.number())),
                id,
                founded.root(),
                Fingerprint.of(founded.root()),
                Optional.empty(),
                true,
                false);
        if (!store.users().addTenant(tenant, user)
                || store.anchors()
                                .add(List.of(anchor), TrustAnchors.Sharing.FORBIDDEN)
                                .added()
                        != TrustAnchors.Added.ADDED) {
            throw new IllegalStateException("the store does not take tenant " + id);
        }
    }

    private Device device(TenantId tenant, String name) {
        return new Device(tenant, new DeviceId(name), Device.Kind.CERTIFICATE, true, now);
    }

    private void register(int count, Function<Integer, Device> device) {
        for (int from = 0; from < count; from += DEVICES_TOGETHER) {
            Stream<Integer> numbers = IntStream.range(from, Math.min(from + DEVICES_TOGETHER, count))
                    .boxed();
            store.devices().putAll(numbers.map(device).toList());
        }
    }
}
