package io.countersign.edge.keys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2PasswordsTest {
    private static final String SALT_AND_HASH = "c29tZXNhbHRzb21lc2FsdA$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

    private final Argon2Passwords passwords = new Argon2Passwords();

    @Test
    void a_password_matches_its_own_hash_only() {
        String hash = passwords.hash("grün & geheim");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("geheim");
        assertThat(passwords.matches("grün & geheim", hash)).isTrue();
        assertThat(passwords.matches("grün & geheim ", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void one_password_has_many_hashes() {
        assertThat(passwords.hash("same")).isNotEqualTo(passwords.hash("same"));
    }

    /// Test vector of the reference implementation (test.c): Argon2id, version 19, t=2, m=64 MiB, p=1.
    @Test
    void hashes_of_other_programs_are_understood() {
        assertThat(passwords.matches(
                        "password",
                        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$argon2id$v=19$m=19456,t=2,p=1$",
                "$argon2i$v=19$m=19456,t=2,p=1$" + SALT_AND_HASH,
                "$argon2id$v=16$m=19456,t=2,p=1$" + SALT_AND_HASH,
                "$argon2id$v=19$m=9999999,t=2,p=1$" + SALT_AND_HASH,
                "$argon2id$v=19$m=19456,t=99,p=1$" + SALT_AND_HASH,
                "$argon2id$v=19$m=19456,t=0,p=1$" + SALT_AND_HASH,
                "$argon2id$v=19$m=19456,t=2,p=9$" + SALT_AND_HASH,
                "$argon2id$v=19$m=19456,t=2,p=0$" + SALT_AND_HASH,
                "$argon2id$v=19$m=4,t=2,p=1$" + SALT_AND_HASH,
                "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void what_is_no_hash_of_ours_or_too_dear_matches_nothing(String hash) {
        assertThat(passwords.matches("password", hash)).isFalse();
    }
}
