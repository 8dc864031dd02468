package io.countersign.core.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All signing keys, oldest first. What a key is for follows from the times of the keys: published from `publishedAt`,
/// signing from `signsFrom` until the next key signs, kept for checking until the last token it signed has ended.
public final class KeyRing {
    /// How long a key is kept after it signed its last token: the longest life that a token can be given.
    public static final Duration LONGEST_TOKEN = Duration.ofDays(30);

    /// How many keys there are at most, so that the JWKS stays small.
    public static final int KEYS_MAX = 20;

    private final List<SigningKey> keys;
    private final Map<String, SigningKey> byHeaderText;

    /// @throws IllegalArgumentException if there is no key
    public KeyRing(List<SigningKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a key ring holds at least one key");
        }
        this.keys = keys.stream()
                .sorted(Comparator.comparing(SigningKey::signsFrom))
                .toList();
        this.byHeaderText =
                this.keys.stream().collect(Collectors.toUnmodifiableMap(SigningKey::headerText, Function.identity()));
    }

    /// The key that signs at this moment; the oldest if none has come of age yet.
    public SigningKey signing(Instant now) {
        for (SigningKey key : keys.reversed()) { // asked by each request
            if (!key.signsFrom().isAfter(now)) {
                return key;
            }
        }
        return keys.getFirst();
    }

    /// The key whose tokens begin with this header, letter by letter. So `alg` is never read from a token: a header
    /// that is not one of ours finds no key.
    public Optional<SigningKey> withHeader(String headerText) {
        return Optional.ofNullable(byHeaderText.get(headerText));
    }

    /// The key that will sign last.
    public SigningKey youngest() {
        return keys.getLast();
    }

    /// All keys, oldest first.
    public List<SigningKey> keys() {
        return keys;
    }

    /// The keys whose last token has ended.
    public List<SigningKey> retired(Instant now) {
        return keys.stream().filter(key -> isRetired(key, now)).toList();
    }

    private boolean isRetired(SigningKey key, Instant now) {
        int next = keys.indexOf(key) + 1;
        return next < keys.size() && !now.isBefore(keys.get(next).signsFrom().plus(LONGEST_TOKEN));
    }
}
