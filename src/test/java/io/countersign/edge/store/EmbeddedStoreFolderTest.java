package io.countersign.edge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.countersign.core.signing.SecretBox;
import io.countersign.core.signing.SigningAlgorithm;
import io.countersign.edge.revocation.Asn1CrlWriter;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.store.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The data folder: whose it is, and what is wrong with it.
class EmbeddedStoreFolderTest {
    @TempDir
    Path parent;

    private Path folder() {
        return parent.resolve("data");
    }

    private EmbeddedStore open(SecretBox box) {
        return EmbeddedStore.open(new EmbeddedStore.Config(folder(), box, () -> true, new Asn1RevocationFormats()));
    }

    private EmbeddedStore open() {
        return open(new PlaceBox());
    }

    private void assertUnusable(String sentence) {
        assertThatExceptionOfType(StoreUnusable.class)
                .isThrownBy(this::open)
                .withMessageContaining(folder().toString())
                .withMessageContaining(sentence);
    }

    @Test
    void a_folder_is_made_for_its_owner_only() throws IOException {
        open().close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve("countersign.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void two_servers_never_share_a_folder() {
        try (EmbeddedStore first = open()) {
            assertUnusable("is in use by another server");
            assertThat(first.tenants().count()).isZero();
        }
        open().close();
    }

    @Test
    void a_folder_that_is_a_file_is_refused() throws IOException {
        Files.writeString(folder(), "no folder");

        assertUnusable("cannot be written");
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_left_alone() throws IOException {
        Files.createDirectory(folder());
        String text = "This is a letter, not a database. ".repeat(100);
        Files.writeString(folder().resolve("countersign.db"), text);

        assertUnusable("cannot be used");
        assertUnusable("cannot be used");
        assertThat(folder().resolve("countersign.db")).hasContent(text);
    }

    @Test
    void a_torn_database_is_refused() throws IOException {
        open().close();
        Path file = folder().resolve("countersign.db");
        byte[] bytes = Files.readAllBytes(file);
        byte[] rubbish = "rubbish".repeat(bytes.length / 7).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(rubbish, 0, bytes, 4096, bytes.length - 8192);
        Files.write(file, bytes);

        assertUnusable("cannot be used");
    }

    @Test
    void the_database_of_a_newer_release_is_refused() throws SQLException {
        open().close();
        execute("update flyway_schema_history set version = '99'");

        assertUnusable("was written by a newer release");
    }

    @Test
    void another_master_key_is_noticed_at_the_start() {
        try (EmbeddedStore store = open()) {
            store.signingKeys().add(SigningAlgorithm.ES256, Samples.NOON, Samples.NOON);
        }
        SecretBox other = new SecretBox() {
            @Override
            public byte[] seal(byte[] secret, String place) {
                return secret;
            }

            @Override
            public byte[] open(byte[] sealed, String place) {
                throw new IllegalStateException("sealed under another master key");
            }
        };

        assertThatExceptionOfType(StoreUnusable.class)
                .isThrownBy(() -> open(other))
                .withMessageContaining("sealed under another master key");
        open().close();
    }

    @Test
    void a_public_key_that_was_changed_on_disk_is_noticed_at_the_start() throws SQLException {
        try (EmbeddedStore store = open()) {
            store.signingKeys().add(SigningAlgorithm.ES256, Samples.NOON, Samples.NOON);
            store.signingKeys().add(SigningAlgorithm.ES256, Samples.NOON, Samples.NOON);
        }
        execute("update signing_key set public_key = (select max(public_key) from signing_key)");

        assertUnusable("was changed");
    }

    /// Whoever may write the database still cannot give a tenant a key of somebody else.
    @Test
    void a_certificate_of_a_revocation_list_that_was_changed_on_disk_opens_no_key() throws SQLException {
        try (EmbeddedStore store = open()) {
            Stores stores = Stores.of(store).withTwoTenants();
            stores.ownCrls().keep(Samples.ACME, new Asn1CrlWriter().draw(Samples.ACME, Samples.NOON));
            stores.ownCrls().keep(Samples.OTHER, new Asn1CrlWriter().draw(Samples.OTHER, Samples.NOON));
        }
        execute("update crl_signer set certificate = (select max(certificate) from crl_signer),"
                + " sealed_private_key = (select max(sealed_private_key) from crl_signer)");

        try (EmbeddedStore store = open()) {
            assertThat(List.of(Samples.ACME, Samples.OTHER))
                    .anySatisfy(tenant -> assertThatIllegalStateException()
                            .isThrownBy(() -> store.ownCrls().signer(tenant)));
        }
    }

    @Test
    void a_closed_store_leaves_one_file_of_data() throws IOException {
        open().close();

        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("countersign.db", "countersign.lock");
        }
    }

    @Test
    void the_disk_is_never_asked_on_a_thread_that_may_not_wait() {
        var config = new EmbeddedStore.Config(folder(), new PlaceBox(), () -> false, new Asn1RevocationFormats());

        assertThatExceptionOfType(StoreUnusable.class)
                .isThrownBy(() -> EmbeddedStore.open(config))
                .withMessageContaining("this thread may not wait");
    }

    private void execute(String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder().resolve("countersign.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
