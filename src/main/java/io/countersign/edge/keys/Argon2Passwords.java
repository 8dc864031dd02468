package io.countersign.edge.keys;

import io.countersign.core.user.Passwords;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id (RFC 9106) with 19 MiB and two passes, kept as a PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`.
public final class Argon2Passwords implements Passwords {
    private static final Cost COST = new Cost(19 * 1024, 2, 1);

    /// The dearest hash that is computed, whatever a stored string asks for.
    private static final Cost COST_MAX = new Cost(256 * 1024, 10, 4);

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d)\\$([A-Za-z0-9+/]{11,88})\\$([A-Za-z0-9+/]{22,88})");
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    /// How many passwords are hashed at once: who guesses gets no more of the machine than this.
    private static final int AT_ONCE_MAX = 2;

    private final Semaphore places = new Semaphore(AT_ONCE_MAX, true);
    private final SecureRandom dice = new SecureRandom();

    private record Cost(int kibibytes, int passes, int lanes) {
        boolean isWithin(Cost max) {
            return kibibytes <= max.kibibytes
                    && passes >= 1
                    && passes <= max.passes
                    && lanes >= 1
                    && lanes <= max.lanes
                    && kibibytes >= 8 * lanes;
        }
    }

    private static final class Stored {
        final Cost cost;
        final byte[] salt;
        final byte[] hash;

        Stored(Cost cost, byte[] salt, byte[] hash) {
            this.cost = cost;
            this.salt = salt;
            this.hash = hash;
        }
    }

    @Override
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        dice.nextBytes(salt);
        byte[] hash = compute(password, COST, salt, HASH_BYTES);
        return "$argon2id$v=19$m=" + COST.kibibytes + ",t=" + COST.passes + ",p=" + COST.lanes + "$"
                + BASE64.encodeToString(salt) + "$" + BASE64.encodeToString(hash);
    }

    /// False also for a hash that is none of ours.
    @Override
    public boolean matches(String password, String hash) {
        return parse(hash)
                .filter(stored -> MessageDigest.isEqual(
                        stored.hash, compute(password, stored.cost, stored.salt, stored.hash.length)))
                .isPresent();
    }

    private static Optional<Stored> parse(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var cost = new Cost(
                Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(3)));
        if (!cost.isWithin(COST_MAX)) {
            return Optional.empty();
        }
        try {
            Base64.Decoder base64 = Base64.getDecoder();
            return Optional.of(new Stored(cost, base64.decode(parts.group(4)), base64.decode(parts.group(5))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private byte[] compute(String password, Cost cost, byte[] salt, int length) {
        var generator = new Argon2BytesGenerator();
        byte[] hash = new byte[length];
        places.acquireUninterruptibly();
        try {
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(cost.kibibytes)
                    .withIterations(cost.passes)
                    .withParallelism(cost.lanes)
                    .withSalt(salt)
                    .build());
            generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        } finally {
            places.release();
        }
        return hash;
    }
}
