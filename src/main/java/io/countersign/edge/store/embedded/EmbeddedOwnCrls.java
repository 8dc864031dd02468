package io.countersign.edge.store.embedded;

import io.countersign.core.revocation.CrlSigner;
import io.countersign.core.revocation.OwnCrl;
import io.countersign.core.revocation.OwnCrls;
import io.countersign.core.signing.SecretBox;
import io.countersign.core.tenant.TenantId;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/// Our own revocation lists and their keys: on disk only, since they are rarely asked for; private keys sealed there.
final class EmbeddedOwnCrls implements OwnCrls {
    private final Database database;
    private final SecretBox box;

    EmbeddedOwnCrls(Database database, SecretBox box) {
        this.database = database;
        this.box = box;
    }

    @Override
    public Optional<CrlSigner> signer(TenantId tenant) {
        return database.read(sql -> signer(sql, tenant));
    }

    private Optional<CrlSigner> signer(Sql sql, TenantId tenant) throws SQLException {
        return sql.first(
                "select certificate, sealed_private_key from crl_signer where tenant = ?",
                row -> read(row, tenant),
                tenant.value());
    }

    private CrlSigner read(ResultSet row, TenantId tenant) throws SQLException {
        try {
            byte[] der = row.getBytes(1);
            var certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            byte[] pkcs8 = box.open(row.getBytes(2), place(tenant, der));
            return new CrlSigner(
                    certificate, KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the key of the revocation list of " + tenant + " cannot be read", broken);
        }
    }

    @Override
    public CrlSigner keep(TenantId tenant, CrlSigner drawn) {
        return database.write(
                sql -> {
                    Optional<CrlSigner> there = signer(sql, tenant);
                    if (there.isEmpty() && EmbeddedTenants.isThere(sql, tenant)) {
                        byte[] der = encoded(drawn.certificate());
                        sql.change(
                                "insert into crl_signer (tenant, certificate, sealed_private_key) values (?, ?, ?)",
                                tenant.value(),
                                der,
                                box.seal(drawn.privateKey().getEncoded(), place(tenant, der)));
                    }
                    return there.orElse(drawn);
                },
                _ -> {});
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was made has an encoding", impossible);
        }
    }

    /// The certificate is part of the place, so whoever may write the database still cannot put another one in.
    private static String place(TenantId tenant, byte[] certificate) {
        return "crl_signer/" + tenant + "/" + HexFormat.of().formatHex(KeptAnchor.digest("SHA-256", certificate));
    }

    @Override
    public Optional<OwnCrl> last(TenantId tenant) {
        return database.read(sql -> sql.first(
                "select number, change, this_update, der from own_crl where tenant = ?",
                row -> new OwnCrl(
                        row.getLong(1), row.getLong(2), Instant.ofEpochMilli(row.getLong(3)), row.getBytes(4)),
                tenant.value()));
    }

    @Override
    public void put(TenantId tenant, OwnCrl list) {
        database.write(
                sql -> EmbeddedTenants.isThere(sql, tenant)
                        ? sql.change(
                                "insert into own_crl (tenant, number, change, this_update, der) values (?, ?, ?, ?, ?)"
                                        + " on conflict (tenant) do update set number = excluded.number,"
                                        + " change = excluded.change, this_update = excluded.this_update,"
                                        + " der = excluded.der where excluded.number > own_crl.number",
                                tenant.value(),
                                list.number(),
                                list.change(),
                                list.thisUpdate().toEpochMilli(),
                                list.der())
                        : 0,
                _ -> {});
    }
}
