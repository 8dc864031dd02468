package io.countersign.edge.store.embedded;

import io.countersign.core.signing.SecretBox;
import io.countersign.core.signing.SigningKey;
import io.countersign.core.signing.SigningKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Signing keys: all of them in memory, written to the database first, private keys sealed there.
public final class EmbeddedSigningKeys implements SigningKeys {
    private static final Comparator<SigningKey> ORDER = Comparator.comparing(SigningKey::signsFrom);
    private static final int COORDINATE_BYTES = 32;

    private final Database database;
    private final SecretBox box;
    private volatile List<SigningKey> keys;

    EmbeddedSigningKeys(Database database, SecretBox box) {
        this.database = database;
        this.box = box;
        this.keys = database
                .read(sql -> sql.all(
                        "select kid, public_key, sealed_private_key, published_at, signs_from from signing_key",
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
            var factory = KeyFactory.getInstance("EC");
            var publicKey = (ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(row.getBytes(2)));
            if (!kid.equals(thumbprint(publicKey))) {
                throw new IllegalStateException("the public key of signing key " + kid + " was changed");
            }
            byte[] pkcs8 = box.open(row.getBytes(3), place(kid));
            return SigningKey.of(
                    kid,
                    publicKey,
                    factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
                    Instant.ofEpochMilli(row.getLong(4)),
                    Instant.ofEpochMilli(row.getLong(5)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("signing key " + kid + " cannot be read", broken);
        }
    }

    @Override
    public List<SigningKey> all() {
        return keys;
    }

    @Override
    public SigningKey add(Instant publishedAt, Instant signsFrom) {
        KeyPair pair = draw();
        var publicKey = (ECPublicKey) pair.getPublic();
        SigningKey key = SigningKey.of(
                thumbprint(publicKey),
                publicKey,
                pair.getPrivate(),
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
                "insert into signing_key (kid, public_key, sealed_private_key, published_at, signs_from)"
                        + " values (?, ?, ?, ?, ?)",
                key.kid(),
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

    private static KeyPair draw() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has P-256", impossible);
        }
    }

    /// RFC 7638: SHA-256 of the required members of the JWK, in the order of their names, in base64url.
    private static String thumbprint(ECPublicKey key) {
        String jwk = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
                + coordinate(key.getW().getAffineX().toByteArray()) + "\",\"y\":\""
                + coordinate(key.getW().getAffineY().toByteArray()) + "\"}";
        return base64url(KeptAnchor.digest("SHA-256", jwk.getBytes(StandardCharsets.US_ASCII)));
    }

    /// RFC 7518, 6.2.1.2: always as many bytes as the curve has. A Java number has fewer or, for its sign, one more.
    private static String coordinate(byte[] number) {
        byte[] coordinate = new byte[COORDINATE_BYTES];
        int length = Math.min(number.length, COORDINATE_BYTES);
        System.arraycopy(number, number.length - length, coordinate, COORDINATE_BYTES - length, length);
        return base64url(coordinate);
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String place(String kid) {
        return "signing_key/" + kid;
    }
}
