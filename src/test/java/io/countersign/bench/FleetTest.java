package io.countersign.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.DeviceId;
import io.countersign.edge.keys.AesGcmBox;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.store.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"1, 10, 0 0 0 0", "3, 10, 0 1 2 0", "100, 2, 0 50 0 50", "10, 3, 0 3 6 0"})
    void devices_side_by_side_belong_to_tenants_spread_over_all(int tenants, int devices, String expected) {
        var size = new Fleet.Size(tenants, devices, 0, 0);

        assertThat(IntStream.range(0, 4).mapToObj(i -> Integer.toString(size.tenantOf(i))))
                .containsExactlyElementsOf(List.of(expected.split(" ", -1)));
    }

    @Test
    void all_first_certificates_come_before_all_second_ones() throws IOException {
        Fleet fleet = Fleet.make(folder, new Fleet.Size(2, 2, 1, 0));

        assertThat(names(fleet.due()))
                .containsExactly("0-due-000000.pem", "0-due-000001.pem", "1-due-000000.pem", "1-due-000001.pem");
        assertThat(names(fleet.held())).containsExactly("held-000000.pem");
    }

    @Test
    void the_store_knows_every_tenant_its_anchor_and_every_device() throws IOException {
        Fleet fleet = Fleet.make(folder, new Fleet.Size(5, 3, 2, 20));
        DataFolder.fill(fleet, Instant.now());

        var box = new AesGcmBox(new SecretKeySpec(new byte[32], "AES"));
        try (var store = EmbeddedStore.open(
                new EmbeddedStore.Config(fleet.data(), box, () -> true, new Asn1RevocationFormats()))) {
            assertThat(store.tenants().count()).isEqualTo(5);
            for (int i = 0; i < 5; i++) {
                assertThat(store.anchors().of(Fleet.tenantId(i))).hasSize(1);
                assertThat(store.devices().count(Fleet.tenantId(i), "idle-")).isEqualTo(4);
            }
            Fleet.Customer last = fleet.customerOf(2);
            assertThat(store.anchors().of(last.tenant()).getFirst().certificate())
                    .isEqualTo(last.root().certificate());
            assertThat(store.devices().find(last.tenant(), new DeviceId(Fleet.nameOfDue(2))))
                    .isPresent();
            assertThat(store.devices().find(fleet.customerOf(1).tenant(), new DeviceId(Fleet.nameOfHeld(1))))
                    .isPresent();
        }
    }

    @Test
    void filling_it_again_begins_anew() throws IOException {
        Fleet fleet = Fleet.make(folder, new Fleet.Size(1, 1, 0, 0));
        DataFolder.fill(fleet, Instant.now());
        Files.createFile(fleet.data().resolve("left over"));

        DataFolder.fill(fleet, Instant.now());

        assertThat(names(fleet.data())).contains("countersign.db").doesNotContain("left over");
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
