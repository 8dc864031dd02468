package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.NOON;
import static io.countersign.edge.store.Samples.OTHER;
import static io.countersign.edge.store.Samples.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.Device;
import io.countersign.core.device.DeviceId;
import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.revocation.CrlSigner;
import io.countersign.core.revocation.OwnCrl;
import io.countersign.core.signing.SigningAlgorithm;
import io.countersign.core.signing.SigningKey;
import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.Tenant;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.token.Issued;
import io.countersign.core.token.Stamp;
import io.countersign.core.trust.Possession;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors.Added;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.core.trust.VerificationCode;
import io.countersign.core.user.UserName;
import io.countersign.edge.revocation.Asn1CrlWriter;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.store.embedded.EmbeddedStore;
import io.countersign.testing.TestCa;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is on disk.
class EmbeddedStoreReopenedTest {
    private static final TenantOption SECRET =
            new TenantOption(new TenantOption.Name("smtp", "credentials.password"), "open sesame", false);

    @TempDir
    Path folder;

    /// Nothing is flushed but at the end.
    private EmbeddedStore open() {
        return EmbeddedStore.open(new EmbeddedStore.Config(
                folder,
                new PlaceBox(),
                () -> true,
                Duration.ofHours(1),
                EmbeddedStore.Memory.DEFAULT,
                RefusalLedger.Limits.DEFAULT,
                new Asn1RevocationFormats()));
    }

    @Test
    void everything_is_found_again() {
        TrustAnchor first = Samples.anchor(ACME, TestCa.root("Z").certificate());
        TrustAnchor second = Samples.anchor(ACME, TestCa.root("A").certificate());
        TrustAnchor stored = Samples.intermediate(OTHER, TestCa.root("Q").certificate());
        TrustAnchor copy = Samples.anchor(OTHER, first.certificate()).inEffect(false);
        var code = new VerificationCode("c".repeat(160), NOON.plusSeconds(5));
        TrustAnchor proven = second.with(new Possession(true, Optional.of(code)));
        Tenant changed = Samples.suspended(Samples.tenant(OTHER));
        try (EmbeddedStore store = open()) {
            Stores stores = Stores.of(store).withTwoTenants();
            stores.tenants().replace(changed);
            stores.options().put(ACME, List.of(SECRET));
            stores.trust(first);
            stores.trust(second);
            stores.trust(stored);
            stores.anchors().add(List.of(copy), Sharing.ALLOWED);
            stores.anchors().change(second.id(), _ -> proven);
            stores.devices().register(Samples.device(ACME, "pump"));
            stores.issuedTokens().update(ACME, PUMP, _ -> Samples.issued(7));
            stores.issuedTokens().endUpTo(OTHER, new Stamp(9));
        }
        try (EmbeddedStore store = open()) {
            assertThat(store.tenants().find(ACME)).contains(Samples.tenant(ACME));
            assertThat(store.tenants().withDomain(changed.domain())).contains(changed);
            assertThat(store.users().find(ACME, new UserName("admin"))).contains(Samples.user(ACME, "admin"));
            assertThat(store.options().all(ACME)).containsExactly(SECRET);
            assertThat(store.anchors().of(ACME)).containsExactly(first, proven);
            assertThat(store.anchors().of(OTHER)).containsExactly(stored, copy);
            assertThat(Stores.of(store).trust(Samples.anchor(OTHER, second.certificate())))
                    .isEqualTo(Added.TAKEN_BY_ANOTHER_TENANT);
            assertThat(store.devices().find(ACME, PUMP)).contains(Samples.device(ACME, "pump"));
            assertThat(store.issuedTokens().find(ACME, PUMP)).contains(Samples.issued(7));
            assertThat(store.issuedTokens().countThrough(ACME, Samples.THROUGH)).isEqualTo(1);
            assertThat(store.issuedTokens().endedUpTo(OTHER)).isEqualTo(new Stamp(9));
        }
    }

    @Test
    void signing_keys_of_every_algorithm_are_found_again() {
        List<SigningKey> keys;
        try (EmbeddedStore store = open()) {
            for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
                store.signingKeys().add(algorithm, NOON, NOON.plusSeconds(9));
            }
            keys = store.signingKeys().all();
        }
        try (EmbeddedStore store = open()) {
            assertThat(store.signingKeys().all()).hasSize(3).isEqualTo(keys);
        }
    }

    @Test
    void a_durable_change_is_on_disk_at_once() throws SQLException {
        try (EmbeddedStore store = open()) {
            Stores stores = Stores.of(store).withTwoTenants();
            stores.devices().register(Samples.device(ACME, "pump"));
            stores.issuedTokens().update(ACME, PUMP, _ -> Samples.issued(1));
            assertThat(select("select stamp from device")).containsExactly("null");

            stores.issuedTokens().updateDurably(ACME, PUMP, _ -> Samples.issued(2));

            assertThat(select("select stamp from device"))
                    .containsExactly(String.valueOf(Samples.issued(2).stamp().value()));
        }
    }

    /// A row as the release before wrote it: no anchor stands in it.
    @Test
    void a_token_of_an_older_release_is_of_no_known_anchor_until_the_next_request() throws SQLException {
        try (EmbeddedStore store = open()) {
            Stores stores = Stores.of(store).withTwoTenants();
            stores.devices().register(Samples.device(ACME, "pump"));
            stores.issuedTokens().updateDurably(ACME, PUMP, _ -> Samples.issued(1));
        }
        change("update device set anchor = null");
        try (EmbeddedStore store = open()) {
            assertThat(store.issuedTokens().find(ACME, PUMP).flatMap(Issued::anchor))
                    .isEmpty();
            assertThat(store.issuedTokens().countThrough(ACME, Samples.THROUGH)).isZero();

            store.issuedTokens().update(ACME, PUMP, _ -> Samples.issued(1));
            assertThat(store.issuedTokens().countThrough(ACME, Samples.THROUGH)).isEqualTo(1);
        }
    }

    /// A tenant may have ten million devices.
    @Test
    void devices_are_counted_by_an_index() throws SQLException {
        open().close();

        assertThat(plan("select count(*) from device where tenant = 'acme' and anchor = '00000000000000aa'"))
                .contains("USING COVERING INDEX device_of_anchor (tenant=? AND anchor=?)");
    }

    private String plan(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("countersign.db"));
                Statement statement = connection.createStatement();
                ResultSet plan = statement.executeQuery("explain query plan " + query)) {
            return plan.getString("detail");
        }
    }

    @Test
    void a_removed_tenant_leaves_no_row_in_any_table() throws SQLException {
        try (EmbeddedStore store = open()) {
            Stores stores = Stores.of(store);
            stores.users().addTenant(Samples.tenant(ACME), Samples.user(ACME, "admin"));
            stores.options().put(ACME, List.of(SECRET));
            stores.trust(Samples.anchor(ACME, TestCa.root("Z").certificate()));
            stores.devices().register(Samples.device(ACME, "pump"));
            stores.issuedTokens().update(ACME, PUMP, _ -> Samples.issued(7));
            stores.issuedTokens().endUpTo(ACME, new Stamp(7));
            stores.refusals().note(Samples.refused(ACME));
            stores.revokedCertificates().addAll(ACME, List.of(Samples.revoked(7)), Samples.MOMENT);
            stores.crls().put(ACME, Samples.crl(TestCa.root("Z"), ""), new byte[] {1});
            stores.ownCrls().keep(ACME, new Asn1CrlWriter().draw(ACME, NOON));
            stores.ownCrls().put(ACME, new OwnCrl(1, 1, NOON, new byte[] {1}));

            stores.tenants().remove(ACME);
        }
        List<String> tables = select("select name from sqlite_master where type = 'table' and name not like 'flyway%'"
                + " and name not like 'sqlite%'");
        assertThat(tables).hasSize(15);
        for (String table : tables) {
            assertThat(select("select 1 from " + table)).as(table).isEmpty();
        }
    }

    @Test
    void what_is_done_for_a_tenant_that_was_just_removed_goes_with_it() {
        try (EmbeddedStore store = open()) {
            Stores stores = Stores.of(store);
            Device pump = Samples.device(ACME, "pump");
            assertThat(stores.devices().find(ACME, PUMP)).isEmpty();

            assertThat(stores.devices().register(pump)).isEqualTo(pump);
            stores.devices().putAll(List.of(pump));
            stores.options().put(ACME, List.of(SECRET));
            stores.trust(Samples.anchor(ACME, TestCa.root("Z").certificate()));
            assertThat(stores.users().add(Samples.user(ACME, "eve"))).isFalse();
            stores.users().addTenant(Samples.tenant(ACME), Samples.user(ACME, "admin"));

            assertThat(stores.devices().find(ACME, PUMP)).isEmpty();
            assertThat(stores.options().all(ACME)).isEmpty();
            assertThat(stores.anchors().of(ACME)).isEmpty();
            assertThat(stores.tenants().withDomain(new Domain("acme.example.com")))
                    .isPresent();
        }
    }

    @Test
    void no_secret_stands_readable_in_any_file() throws IOException {
        SigningKey key;
        CrlSigner signer;
        try (EmbeddedStore store = open()) {
            Stores stores = Stores.of(store).withTwoTenants();
            stores.options().put(ACME, List.of(SECRET));
            key = stores.signingKeys().add(SigningAlgorithm.ES256, NOON, NOON);
            signer = stores.ownCrls().keep(ACME, new Asn1CrlWriter().draw(ACME, NOON));
        }
        String secretBytes = new String(key.privateKey().getEncoded(), StandardCharsets.ISO_8859_1);
        String signerBytes = new String(signer.privateKey().getEncoded(), StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                        .doesNotContain(SECRET.value())
                        .doesNotContain(secretBytes.substring(secretBytes.length() / 2))
                        .doesNotContain(signerBytes.substring(signerBytes.length() / 2));
            }
        }
    }

    @Test
    void a_hundred_thousand_devices_are_registered_in_one_go() {
        try (EmbeddedStore store = open()) {
            Stores stores = Stores.of(store).withTwoTenants();
            List<Device> devices = IntStream.range(0, 100_000)
                    .mapToObj(i -> Samples.device(ACME, "device-" + i))
                    .toList();

            stores.devices().putAll(devices);

            assertThat(stores.devices().count(ACME, "")).isEqualTo(100_000);
            assertThat(stores.devices().find(ACME, new DeviceId("device-99999")))
                    .contains(devices.getLast());
        }
    }

    private void change(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("countersign.db"));
                Statement run = connection.createStatement()) {
            run.executeUpdate(statement);
        }
    }

    private List<String> select(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("countersign.db"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        }
    }
}
