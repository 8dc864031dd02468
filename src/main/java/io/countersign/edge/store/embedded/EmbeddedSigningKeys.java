package io.countersign.edge.store.embedded;

import io.countersign.core.signing.SecretBox;
import io.countersign.core.signing.SigningAlgorithm;
import io.countersign.core.signing.SigningKey;
import io.countersign.core.signing.SigningKeys;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;

/// Signing keys: all of them in memory, written to the database first, private keys sealed there.
public final class EmbeddedSigningKeys implements SigningKeys {
    private static final Comparator<SigningKey> ORDER = Comparator.comparing(SigningKey::signsFrom);
    private static final int RSA_BITS = 2048;

    private final Database database;
    private final SecretBox box;
    private volatile List<SigningKey> keys;

    EmbeddedSigningKeys(Database database, SecretBox box) {
        this.database = database;
        this.box = box;
        this.keys = database
                .read(sql -> sql.all(
                        "select kid, algorithm, public_key, sealed_private_key, published_at, signs_from"
                                + " from signing_key",
                        this::read))
                .stream()
                .sorted(ORDER)
                .toList();
    }

    /// The kid is the thumbprint of the public key and the place of the private one, so whoever may write the database
    /// still cannot put another public key in.
    private SigningKey read(ResultSet row) throws SQLException {
        String kid = row.getString(1);
        try {
            SigningAlgorithm algorithm =
                    SigningAlgorithm.named(row.getString(2)).orElseThrow();
            KeyFactory factory = KeyFactory.getInstance(javaName(algorithm));
            PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(row.getBytes(3)));
            byte[] pkcs8 = box.open(row.getBytes(4), place(kid));
            SigningKey key = SigningKey.of(
                    algorithm,
                    new KeyPair(publicKey, factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8))),
                    Instant.ofEpochMilli(row.getLong(5)),
                    Instant.ofEpochMilli(row.getLong(6)));
            if (!kid.equals(key.kid())) {
                throw new IllegalStateException("the public key of signing key " + kid + " was changed");
            }
            return key;
        } catch (GeneralSecurityException | NoSuchElementException broken) {
            throw new IllegalStateException("signing key " + kid + " cannot be read", broken);
        }
    }

    @Override
    public List<SigningKey> all() {
        return keys;
    }

    @Override
    public SigningKey add(SigningAlgorithm algorithm, Instant publishedAt, Instant signsFrom) {
        SigningKey key = SigningKey.of(
                algorithm,
                draw(algorithm),
                publishedAt.truncatedTo(ChronoUnit.MILLIS),
                signsFrom.truncatedTo(ChronoUnit.MILLIS));
        return database.write(
                sql -> insert(sql, key),
                written -> keys = Stream.concat(keys.stream(), Stream.of(written))
                        .sorted(ORDER)
                        .toList());
    }

    private SigningKey insert(Sql sql, SigningKey key) throws SQLException {
        sql.change(
                "insert into signing_key (kid, algorithm, public_key, sealed_private_key, published_at, signs_from)"
                        + " values (?, ?, ?, ?, ?, ?)",
                key.kid(),
                key.algorithm().jose(),
                key.publicKey().getEncoded(),
                box.seal(key.privateKey().getEncoded(), place(key.kid())),
                key.publishedAt().toEpochMilli(),
                key.signsFrom().toEpochMilli());
        return key;
    }

    @Override
    public void remove(SigningKey key) {
        database.write(
                sql -> sql.change("delete from signing_key where kid = ?", key.kid()),
                _ -> keys = keys.stream()
                        .filter(there -> !there.kid().equals(key.kid()))
                        .toList());
    }

    private static KeyPair draw(SigningAlgorithm algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(javaName(algorithm));
            switch (algorithm) {
                case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case RS256 -> generator.initialize(RSA_BITS);
                case EDDSA -> {} // its name says all
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has keys for " + algorithm.jose(), impossible);
        }
    }

    private static String javaName(SigningAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "EC";
            case RS256 -> "RSA";
            case EDDSA -> "Ed25519";
        };
    }

    private static String place(String kid) {
        return "signing_key/" + kid;
    }
}
