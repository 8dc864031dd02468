package io.countersign.edge.store.embedded;

import java.util.Arrays;

/// What a public key is called: the digest that [TrustedKey] makes.
final class KeyName {
    private final byte[] digest;

    KeyName(byte[] digest) {
        this.digest = digest;
    }

    byte[] digest() {
        return digest;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyName name && Arrays.equals(digest, name.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }
}
