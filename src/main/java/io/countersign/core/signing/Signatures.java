package io.countersign.core.signing;

/// Signs with our keys and checks it, wherever they are kept.
public interface Signatures {
    /// A signature in the form that JOSE gives the key's algorithm (RFC 7518, 3.3 and 3.4; RFC 8037, 3.1).
    byte[] sign(SigningKey key, byte[] input);

    /// Whether a signature of that form was made by this key over this input; false for any other form.
    boolean verify(SigningKey key, byte[] input, byte[] signature);
}
