package io.countersign.core.signing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The model of [SigningKeys].
public final class InMemorySigningKeys implements SigningKeys {
    private final List<SigningKey> keys = new CopyOnWriteArrayList<>();

    @Override
    public List<SigningKey> all() {
        return keys.stream().sorted(Comparator.comparing(SigningKey::signsFrom)).toList();
    }

    @Override
    public SigningKey add(SigningAlgorithm algorithm, Instant publishedAt, Instant signsFrom) {
        SigningKey key = SigningKey.of(algorithm, draw(algorithm), publishedAt, signsFrom);
        keys.add(key);
        return key;
    }

    /// One for ES256.
    public SigningKey add(Instant publishedAt, Instant signsFrom) {
        return add(SigningAlgorithm.ES256, publishedAt, signsFrom);
    }

    @Override
    public void remove(SigningKey key) {
        keys.removeIf(there -> there.kid().equals(key.kid()));
    }

    private static KeyPair draw(SigningAlgorithm algorithm) {
        try {
            return switch (algorithm) {
                case ES256 -> pair("EC", new ECGenParameterSpec("secp256r1"));
                case RS256 -> pair("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
                case EDDSA -> pair("EdDSA", NamedParameterSpec.ED25519);
            };
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has these keys", impossible);
        }
    }

    private static KeyPair pair(String name, AlgorithmParameterSpec form) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(name);
        generator.initialize(form);
        return generator.generateKeyPair();
    }
}
