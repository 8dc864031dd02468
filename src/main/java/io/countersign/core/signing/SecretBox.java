package io.countersign.core.signing;

/// Keeps secrets unreadable at rest, under the master key.
public interface SecretBox {
    /// @param place where the sealed text will stand; it opens there only
    byte[] seal(byte[] secret, String place);

    /// @throws IllegalStateException if it was not sealed for this place under this master key, or was changed
    byte[] open(byte[] sealed, String place);
}
