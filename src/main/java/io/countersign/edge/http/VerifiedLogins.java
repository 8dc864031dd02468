package io.countersign.edge.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.core.user.SignIn.Claimed;
import io.countersign.core.user.User;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Remembers for some minutes that a password was right, since finding out takes tens of milliseconds.
///
/// What is kept is an HMAC under a key that lives as long as the process. The user's password hash is part of it, so a
/// changed password is not remembered by its old one.
final class VerifiedLogins {
    private static final Duration REMEMBERED_FOR = Duration.ofMinutes(5);
    private static final int REMEMBERED_MAX = 10_000;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Cache<String, Boolean> verified = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MAX)
            .expireAfterWrite(REMEMBERED_FOR)
            .build();
    private final SecretKeySpec key;

    VerifiedLogins() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, ALGORITHM);
    }

    boolean contains(Claimed claimed, String password) {
        return claimed.user()
                .filter(user -> verified.getIfPresent(mac(user, password)) != null)
                .isPresent();
    }

    void add(Claimed claimed, String password) {
        claimed.user().ifPresent(user -> verified.put(mac(user, password), true));
    }

    private String mac(User user, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            String login = user.tenant() + "/" + user.name() + ':' + user.passwordHash() + ':' + password;
            return Base64.getEncoder().encodeToString(mac.doFinal(login.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }
}
