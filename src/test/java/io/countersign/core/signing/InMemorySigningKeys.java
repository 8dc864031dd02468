package io.countersign.core.signing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/// The model of [SigningKeys]; its key ids are just unique.
public final class InMemorySigningKeys implements SigningKeys {
    private final List<SigningKey> keys = new CopyOnWriteArrayList<>();

    @Override
    public List<SigningKey> all() {
        return keys.stream().sorted(Comparator.comparing(SigningKey::signsFrom)).toList();
    }

    @Override
    public SigningKey add(Instant publishedAt, Instant signsFrom) {
        KeyPair pair = draw();
        String kid = UUID.randomUUID().toString();
        SigningKey key = SigningKey.of(kid, (ECPublicKey) pair.getPublic(), pair.getPrivate(), publishedAt, signsFrom);
        keys.add(key);
        return key;
    }

    @Override
    public void remove(SigningKey key) {
        keys.removeIf(there -> there.kid().equals(key.kid()));
    }

    private static KeyPair draw() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has P-256", impossible);
        }
    }
}
