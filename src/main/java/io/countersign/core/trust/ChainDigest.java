package io.countersign.core.trust;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/// SHA-256 of all that a device showed, the leaf first, each part with its length before it: equal for equal parts in
/// equal order, and for nothing else.
public record ChainDigest(long first, long second, long third, long fourth) {
    /// @param encodings of the certificates, whether they can be read or not
    public static ChainDigest of(Collection<byte[]> encodings) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer length = ByteBuffer.allocate(Integer.BYTES);
            for (byte[] encoding : encodings) {
                digest.update(length.putInt(0, encoding.length).array());
                digest.update(encoding);
            }
            ByteBuffer bytes = ByteBuffer.wrap(digest.digest());
            return new ChainDigest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
