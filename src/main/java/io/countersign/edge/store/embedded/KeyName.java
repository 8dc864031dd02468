package io.countersign.edge.store.embedded;

import java.util.Arrays;

/// What a public key is called in memory: the digest that [TrustedKey] makes.
record KeyName(byte[] digest) {
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyName(var otherDigest) && Arrays.equals(digest, otherDigest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }
}
