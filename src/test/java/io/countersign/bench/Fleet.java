package io.countersign.bench;

import io.countersign.core.tenant.TenantId;
import io.countersign.testing.Pem;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/// Devices with certificates, in a folder that the load program and the servers read.
///
/// Each tenant trusts a root of its own; a device shows its leaf and the issuing CA between. Devices that stand side by
/// side belong to different tenants, so that no cache is helped by their order.
///
/// A device in [#due] has two certificates: all first ones come before all second ones in the order of the file names,
/// which is the order that the load program keeps. Each request of a whole pass so comes with another certificate than
/// the device's last one, and therefore gets a new token (product.md 3.8). A device in [#held] has one certificate, and
/// gets the same token again until half life.
record Fleet(Path folder, Size size, List<Customer> customers) {
    /// @param tenants each with a root of its own
    /// @param due devices with two certificates each
    /// @param held devices with one certificate each
    /// @param idle devices that are registered and never ask
    record Size(int tenants, int due, int held, int idle) {
        /// How many tenants have devices that ask.
        int tenantsAsking() {
            return Math.min(tenants, Math.max(due, held));
        }

        /// The tenant of the device with this number: devices side by side have different ones, spread over all.
        int tenantOf(int device) {
            return device % tenantsAsking() * (tenants / tenantsAsking());
        }
    }

    /// A tenant whose devices ask.
    record Customer(TenantId tenant, TestCa root, TestCa issuing) {}

    /// Makes all certificates and writes them down.
    static Fleet make(Path folder, Size size) throws IOException {
        Files.createDirectories(folder);
        var fleet = new Fleet(
                folder,
                size,
                IntStream.range(0, size.tenantsAsking())
                        .parallel()
                        .mapToObj(number -> customer(size.tenantOf(number)))
                        .toList());
        fleet.writeServerFiles();
        fleet.writeDevices(
                fleet.due(),
                IntStream.range(0, 2 * size.due())
                        .mapToObj(i -> new Card(
                                "%d-%s".formatted(i / size.due(), nameOfDue(i % size.due())),
                                nameOfDue(i % size.due()),
                                i % size.due())));
        fleet.writeDevices(
                fleet.held(), IntStream.range(0, size.held()).mapToObj(i -> new Card(nameOfHeld(i), nameOfHeld(i), i)));
        return fleet;
    }

    static TenantId tenantId(int number) {
        return new TenantId("t%06d".formatted(number));
    }

    static String nameOfDue(int number) {
        return "due-%06d".formatted(number);
    }

    static String nameOfHeld(int number) {
        return "held-%06d".formatted(number);
    }

    static TestCa root(int tenant) {
        return TestCa.root("Root of " + tenantId(tenant));
    }

    private static Customer customer(int tenant) {
        TestCa root = root(tenant);
        return new Customer(tenantId(tenant), root, root.issuing("Issuing CA of " + tenantId(tenant)));
    }

    /// Devices that ask with one certificate and then with the other.
    Path due() {
        return folder.resolve("due");
    }

    /// Devices that ask with the same certificate each time.
    Path held() {
        return folder.resolve("held");
    }

    /// What the servers need: `server.pem`, `server-key.pem`, `roots.pem`, `one-root.pem`.
    Path server() {
        return folder.resolve("server");
    }

    /// The data folder of a Countersign that knows this fleet.
    Path data() {
        return folder.resolve("data");
    }

    Customer customerOf(int device) {
        return customers.get(device % customers.size());
    }

    private void writeServerFiles() throws IOException {
        Files.createDirectories(server());
        TestCa root = TestCa.root("Benchmark Server Root");
        TestDevice identity = root.device(
                "localhost",
                spec -> spec.purposes(KeyPurposeId.id_kp_serverAuth).dnsNames("localhost"));
        write(server().resolve("server.pem"), identity.pem());
        write(server().resolve("server-key.pem"), identity.keyPem());
        write(server().resolve("one-root.pem"), root.pem());
        write(
                server().resolve("roots.pem"),
                customers.stream().map(customer -> customer.root().pem()).collect(Collectors.joining()));
    }

    /// @param file name of the file, less `.pem`
    private record Card(String file, String device, int number) {}

    private void writeDevices(Path into, Stream<Card> cards) throws IOException {
        Files.createDirectories(into);
        cards.parallel().forEach(card -> {
            Customer customer = customerOf(card.number());
            TestDevice device = customer.issuing().device(card.device());
            X509Certificate issuing = customer.issuing().certificate();
            write(into.resolve(card.file() + ".pem"), device.pem() + Pem.of(issuing) + device.keyPem());
        });
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
