package io.countersign.core.token;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.TenantId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// The parts of a token that look random but must come out the same when the token is handed out again: `jti` and
/// `xsrfToken`. They are derived from which token it is by HMAC-SHA-256, so nothing has to be kept, and nobody without
/// the secret can guess them.
public final class TokenIds {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int XSRF_LETTERS = 20;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final long VARIANT_MASK = 0x3fff_ffff_ffff_ffffL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final SecretKey secret;

    /// @param secret the same for all nodes and for ever
    public TokenIds(SecretKey secret) {
        this.secret = secret;
    }

    /// @param tokenId a UUID of version 7
    /// @param xsrfToken 20 letters
    record Ids(UUID tokenId, String xsrfToken) {}

    Ids of(TenantId tenant, DeviceId device, Issued issued) {
        Stamp stamp = issued.stamp();
        byte[] mac =
                mac(tenant.value() + '/' + device.value() + '/' + issued.leaf().value() + '/' + stamp.value());
        long low = (ByteBuffer.wrap(mac).getLong() & VARIANT_MASK) | VARIANT;
        var xsrf = new StringBuilder(XSRF_LETTERS);
        for (int i = 0; i < XSRF_LETTERS; i++) {
            xsrf.append(LETTERS.charAt((mac[Long.BYTES + i] & 0xff) % LETTERS.length()));
        }
        return new Ids(new UUID(stamp.idHigh(), low), xsrf.toString());
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
