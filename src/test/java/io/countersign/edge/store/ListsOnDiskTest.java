package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.MOMENT;
import static io.countersign.edge.store.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.revocation.Crls.Kept;
import io.countersign.core.revocation.KeptCrl;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.store.embedded.EmbeddedStore;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.TestCa;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bytes of revocation lists on disk, which are written in parts.
class ListsOnDiskTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final int LONG = 60_000;

    @TempDir
    Path folder;

    private EmbeddedStore open() {
        return EmbeddedStore.open(
                new EmbeddedStore.Config(folder, new PlaceBox(), () -> true, new Asn1RevocationFormats()));
    }

    private static CrlSpec list(int entries) {
        return list(5, entries);
    }

    private static CrlSpec list(int number, int entries) {
        CrlSpec list = CrlSpec.of(ROOT).numbered(number);
        for (int serial = 1; serial <= entries; serial++) {
            list.revoking(BigInteger.valueOf(serial), 0);
        }
        return list;
    }

    private static KeptCrl kept(String id, byte[] der) {
        return KeptCrl.signedBy(
                ROOT.certificate().getPublicKey(), id, "", new Asn1RevocationFormats().crl(der), MOMENT);
    }

    private int count(String what) throws SQLException {
        return number("select count(*) from " + what);
    }

    private int number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("countersign.db"));
    }

    @Test
    void a_list_of_several_parts_is_found_again_whole_and_leaves_none_when_it_is_removed() throws SQLException {
        byte[] der = list(LONG).der();
        try (EmbeddedStore store = open()) {
            Stores stores = Stores.of(store).withTwoTenants();
            assertThat(stores.crls().put(ACME, kept("long", der), der)).isEqualTo(Kept.KEPT);
            assertThat(stores.crls().put(OTHER, kept("other", der), der)).isEqualTo(Kept.KEPT);
        }
        assertThat(count("revocation_list_part where tenant = 'acme'")).isGreaterThan(1);

        try (EmbeddedStore store = open()) {
            assertThat(store.crls().of(ACME).getFirst().list().size()).isEqualTo(LONG);
            assertThat(store.crls().remove(ACME, "long")).isTrue();
        }
        assertThat(count("revocation_list_part where tenant = 'acme'")).isZero();
        assertThat(count("revocation_list_part where tenant = 'other'")).isGreaterThan(1);
    }

    @Test
    void a_list_that_takes_anothers_place_or_is_not_kept_leaves_no_part_of_what_does_not_count() throws SQLException {
        byte[] der = list(3).der();
        byte[] older = list(4, 0).der();
        try (EmbeddedStore store = open()) {
            Stores stores = Stores.of(store).withTwoTenants();
            stores.crls().put(ACME, kept("first", der), der);
            stores.crls().put(ACME, kept("second", der), der);

            assertThat(stores.crls().put(ACME, kept("older", older), older)).isEqualTo(Kept.OLDER);
        }

        assertThat(count("revocation_list_part")).isOne();
        assertThat(count("revocation_list_part where list = 'second'")).isOne();
    }

    @Test
    void a_list_that_is_not_kept_is_not_written_either() throws SQLException {
        byte[] der = list(3).der();
        byte[] older = list(4, LONG).der();
        try (EmbeddedStore store = open()) {
            Stores stores = Stores.of(store).withTwoTenants();
            stores.crls().put(ACME, kept("first", der), der);
            int pages = number("select page_count from pragma_page_count");

            assertThat(stores.crls().put(ACME, kept("older", older), older)).isEqualTo(Kept.OLDER);

            assertThat(number("select page_count from pragma_page_count")).isEqualTo(pages);
        }
    }

    @Test
    void parts_of_a_list_that_never_came_to_be_are_gone_at_the_next_start() throws SQLException {
        byte[] der = list(3).der();
        try (EmbeddedStore store = open()) {
            Stores.of(store).withTwoTenants().crls().put(ACME, kept("whole", der), der);
        }
        execute("insert into revocation_list_part values ('acme', 'broken off', 0, x'30')");

        open().close();

        assertThat(count("revocation_list_part")).isOne();
    }

    @Test
    void lists_of_a_release_that_kept_them_in_one_piece_are_found_again() throws SQLException {
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + folder.resolve("countersign.db"), "", "")
                .locations("classpath:db/migration/embedded")
                .target("6")
                .load()
                .migrate();
        byte[] der = list(3).der();
        String signers = String.join(" ", kept("old", der).signers());
        execute("insert into tenant values ('acme', 'acme.example', 'Acme', 'admin', null, 'ACTIVE', 0)");
        execute("insert into revocation_list (tenant, id, source, signers, kept_since, der)"
                + " values ('acme', 'old', '', '"
                + signers + "', 0, x'" + HexFormat.of().formatHex(der) + "')");

        try (EmbeddedStore store = open()) {
            assertThat(store.crls().of(ACME)).singleElement().satisfies(list -> {
                assertThat(list.id()).isEqualTo("old");
                assertThat(list.list().size()).isEqualTo(3);
            });
        }
    }
}
