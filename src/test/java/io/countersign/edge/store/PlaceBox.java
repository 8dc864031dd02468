package io.countersign.edge.store;

import io.countersign.core.signing.SecretBox;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A box that hides from the eye only, but notices another place.
final class PlaceBox implements SecretBox {
    @Override
    public byte[] seal(byte[] secret, String place) {
        byte[] head = (place + "|").getBytes(StandardCharsets.UTF_8);
        byte[] sealed = Arrays.copyOf(head, head.length + secret.length);
        for (int i = 0; i < secret.length; i++) {
            sealed[head.length + i] = (byte) ~secret[i];
        }
        return sealed;
    }

    @Override
    public byte[] open(byte[] sealed, String place) {
        byte[] head = (place + "|").getBytes(StandardCharsets.UTF_8);
        if (sealed.length < head.length || !Arrays.equals(head, Arrays.copyOf(sealed, head.length))) {
            throw new IllegalStateException("not sealed for " + place);
        }
        byte[] secret = Arrays.copyOfRange(sealed, head.length, sealed.length);
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) ~secret[i];
        }
        return secret;
    }
}
