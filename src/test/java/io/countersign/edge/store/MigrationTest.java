package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.OTHER;
import static io.countersign.edge.store.Samples.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.signing.InMemorySigningKeys;
import io.countersign.core.signing.SigningKey;
import io.countersign.core.tenant.Page;
import io.countersign.core.token.Issued;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors.Added;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.store.embedded.EmbeddedStore;
import io.countersign.testing.TestCa;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.security.auth.x500.X500Principal;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an earlier release wrote means the same to this one.
class MigrationTest {
    @TempDir
    Path folder;

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("countersign.db");
    }

    /// A file as the release with this schema made it.
    private void migrateTo(String version) {
        Flyway.configure()
                .dataSource(url(), null, null)
                .locations("classpath:db/migration/embedded")
                .target(version)
                .load()
                .migrate();
    }

    private EmbeddedStore open() {
        return EmbeddedStore.open(
                new EmbeddedStore.Config(folder, new PlaceBox(), () -> true, new Asn1RevocationFormats()));
    }

    @Test
    void anchors_and_tokens_of_the_first_schema_count_on() throws Exception {
        migrateTo("1");
        TestCa root = TestCa.root("Acme Root");
        TrustAnchor anchor = Samples.anchor(ACME, root.certificate());
        writeAsFirstReleaseDid(anchor);

        try (var store = open()) {
            assertThat(store.anchors().of(ACME)).containsExactly(anchor);
            assertThat(Stores.of(store).trust(Samples.anchor(OTHER, root.certificate())))
                    .isEqualTo(Added.TAKEN_BY_ANOTHER_TENANT);
            assertThat(store.issuedTokens().find(ACME, PUMP).map(Issued::stamp))
                    .contains(Samples.issued(7).stamp());
            assertThat(store.issuedTokens().countThrough(ACME, anchor.id())).isZero();
        }
    }

    @Test
    void keys_from_before_there_were_algorithms_are_of_es256() throws Exception {
        migrateTo("8");
        SigningKey key = new InMemorySigningKeys().add(Samples.NOON, Samples.NOON);
        try (Connection connection = DriverManager.getConnection(url())) {
            run(
                    connection,
                    "insert into signing_key values (?, ?, ?, ?, ?)",
                    key.kid(),
                    key.publicKey().getEncoded(),
                    new PlaceBox().seal(key.privateKey().getEncoded(), "signing_key/" + key.kid()),
                    Samples.NOON.toEpochMilli(),
                    Samples.NOON.toEpochMilli());
        }

        try (var store = open()) {
            assertThat(store.signingKeys().all()).containsExactly(key);
        }
    }

    @Test
    void what_was_taken_back_before_there_were_thumbprints_stays_taken_back() throws Exception {
        migrateTo("7");
        try (Connection connection = DriverManager.getConnection(url())) {
            run(
                    connection,
                    "insert into tenant values ('acme', 'acme.example', 'Company', 'admin', null, 'ACTIVE', 0)");
            String certificate =
                    "insert into revoked_certificate values ('acme', '', ?, ?, 'KEY_COMPROMISE', 'acme/admin')";
            run(connection, certificate, "9", Samples.MOMENT.toEpochMilli());
            run(connection, certificate, "7", Samples.MOMENT.toEpochMilli());
            run(
                    connection,
                    "insert into revocation_event values ('acme', ?, 'acme/admin', 1, '', '7', 'KEY_COMPROMISE')",
                    Samples.MOMENT.toEpochMilli());
        }

        try (var store = open()) {
            assertThat(store.revokedCertificates().page(ACME, new Page(1, 10)))
                    .containsExactly(Samples.revoked(7), Samples.revoked(9));
            assertThat(store.revokedCertificates()
                            .events(ACME, new Page(1, 10))
                            .getFirst()
                            .entry())
                    .isEqualTo(Samples.revoked(7).entry());
        }
    }

    private void writeAsFirstReleaseDid(TrustAnchor anchor) throws Exception {
        byte[] key = MessageDigest.getInstance("SHA-256")
                .digest(anchor.certificate().getPublicKey().getEncoded());
        try (Connection connection = DriverManager.getConnection(url())) {
            String tenant = "insert into tenant values (?, ?, 'Company', 'admin', null, 'ACTIVE', 0)";
            run(connection, tenant, "acme", "acme.example");
            run(connection, tenant, "other", "other.example");
            run(connection, "insert into trusted_key values (?, 'acme')", key);
            run(
                    connection,
                    "insert into trust_anchor values ('acme', ?, 1, ?, ?, ?, 'Plant 7', 1, 0)",
                    anchor.id().value(),
                    anchor.certificate().getSubjectX500Principal().getName(X500Principal.CANONICAL),
                    key,
                    anchor.certificate().getEncoded());
            run(
                    connection,
                    "insert into device values ('acme', 'pump', 'CERTIFICATE', 1, 0, ?, 3600, ?, 0)",
                    Samples.LEAF.value(),
                    Samples.issued(7).stamp().value());
        }
    }

    private static void run(Connection connection, String text, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
