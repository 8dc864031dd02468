package io.countersign.core.signing;

/// Signs with our keys and checks it, wherever they are kept.
public interface Signatures {
    /// An ES256 signature: r and s, 32 bytes each (RFC 7518, 3.4).
    byte[] sign(SigningKey key, byte[] input);

    /// Whether a signature of that form was made by this key over this input; false for any other form.
    boolean verify(SigningKey key, byte[] input, byte[] signature);
}
