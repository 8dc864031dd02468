package io.countersign.core.user;

/// How passwords are kept: slow to guess, never readable.
public interface Passwords {
    /// The shortest password of a user, in characters.
    int LENGTH_MIN = 8;

    /// The longest, so that hashing cannot be made dear.
    int LENGTH_MAX = 256;

    /// A PHC string for this password; draws a fresh salt and takes tens of milliseconds.
    String hash(String password);

    /// Whether the password is the one that was hashed; takes as long as hashing.
    boolean matches(String password, String hash);
}
