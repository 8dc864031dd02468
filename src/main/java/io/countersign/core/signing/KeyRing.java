package io.countersign.core.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// All signing keys. What a key is for follows from the times of the keys of its algorithm: published from
/// `publishedAt`, signing from `signsFrom` until the next one signs, kept for checking until the last token it signed
/// has ended.
public final class KeyRing {
    /// How long a key is kept after it signed its last token: the longest life that a token can be given.
    public static final Duration LONGEST_TOKEN = Duration.ofDays(30);

    /// How many keys of one algorithm there are at most, so that the JWKS stays small.
    public static final int KEYS_MAX = 20;

    /// What signs where nothing else is asked for; there is always a key of it.
    public static final SigningAlgorithm DEFAULT = SigningAlgorithm.ES256;

    private static final Comparator<SigningKey> ORDER =
            Comparator.comparing(SigningKey::algorithm).thenComparing(SigningKey::signsFrom);

    private final List<SigningKey> keys;
    private final Map<SigningAlgorithm, List<SigningKey>> byAlgorithm;
    private final Map<String, SigningKey> byHeaderText;

    /// @throws IllegalArgumentException if there is no key of [#DEFAULT]
    public KeyRing(List<SigningKey> keys) {
        this.keys = keys.stream().sorted(ORDER).toList();
        this.byAlgorithm = Collections.unmodifiableMap(this.keys.stream()
                .collect(Collectors.groupingBy(
                        SigningKey::algorithm, () -> new EnumMap<>(SigningAlgorithm.class), Collectors.toList())));
        if (!byAlgorithm.containsKey(DEFAULT)) {
            throw new IllegalArgumentException("a key ring holds at least one key of " + DEFAULT);
        }
        this.byHeaderText =
                this.keys.stream().collect(Collectors.toUnmodifiableMap(SigningKey::headerText, Function.identity()));
    }

    /// The key that signs at this moment; the oldest of the algorithm if none has come of age yet, and one of
    /// [#DEFAULT] if the algorithm has none.
    public SigningKey signing(SigningAlgorithm algorithm, Instant now) {
        List<SigningKey> candidates = byAlgorithm.getOrDefault(algorithm, keys(DEFAULT));
        for (SigningKey key : candidates.reversed()) { // asked by each request
            if (!key.signsFrom().isAfter(now)) {
                return key;
            }
        }
        return candidates.getFirst();
    }

    /// The key whose tokens begin with this header, letter by letter. So `alg` is never read from a token: a header
    /// that is not one of ours finds no key.
    public Optional<SigningKey> withHeader(String headerText) {
        return Optional.ofNullable(byHeaderText.get(headerText));
    }

    /// The algorithms that there are keys of.
    public Set<SigningAlgorithm> algorithms() {
        return byAlgorithm.keySet();
    }

    /// All keys: those of one algorithm after those of the other, oldest first.
    public List<SigningKey> keys() {
        return keys;
    }

    /// The keys of one algorithm, oldest first.
    public List<SigningKey> keys(SigningAlgorithm algorithm) {
        return byAlgorithm.getOrDefault(algorithm, List.of());
    }

    /// The keys whose last token has ended.
    public List<SigningKey> retired(Instant now) {
        return keys.stream().filter(key -> isRetired(key, now)).toList();
    }

    private boolean isRetired(SigningKey key, Instant now) {
        List<SigningKey> relatives = keys(key.algorithm());
        int next = relatives.indexOf(key) + 1;
        return next < relatives.size()
                && !now.isBefore(relatives.get(next).signsFrom().plus(LONGEST_TOKEN));
    }
}
