package io.countersign.core.trust;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.List;

/// SHA-256 of all that a device showed, the leaf first: equal for equal certificates in equal order, and for nothing
/// else. The encoding of a certificate tells its own length, so one after the other can be read in one way only.
public record ChainDigest(long first, long second, long third, long fourth) {
    static ChainDigest of(X509Certificate leaf, List<X509Certificate> candidates) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Fingerprint.der(leaf));
            for (X509Certificate candidate : candidates) {
                digest.update(Fingerprint.der(candidate));
            }
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            return new ChainDigest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
