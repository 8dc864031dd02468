package io.countersign.edge.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
    @TempDir
    Path parent;

    private Path file() {
        return parent.resolve("data").resolve("master.key");
    }

    private static byte[] derived(MasterKey key) {
        return key.derive("a test").getEncoded();
    }

    @Test
    void a_new_key_is_made_for_its_owner_only_and_found_again() throws IOException {
        MasterKey first = MasterKey.openOrCreate(file());

        assertThat(derived(MasterKey.openOrCreate(file()))).isEqualTo(derived(first));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(Base64.getDecoder().decode(Files.readString(file()).strip())).hasSize(32);
        try (Stream<Path> files = Files.list(file().getParent())) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void processes_that_start_at_once_take_the_same_key() {
        List<CompletableFuture<byte[]>> starts = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> derived(MasterKey.openOrCreate(file()))))
                .limit(8)
                .toList();

        assertThat(starts)
                .allSatisfy(start ->
                        assertThat(start.join()).isEqualTo(starts.getFirst().join()));
    }

    @Test
    void each_purpose_has_its_own_key() {
        MasterKey key = MasterKey.openOrCreate(file());

        assertThat(key.derive("one").getEncoded())
                .hasSize(32)
                .isEqualTo(key.derive("one").getEncoded())
                .isNotEqualTo(key.derive("two").getEncoded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void a_key_that_others_can_read_or_write_is_refused_unless_the_operator_named_it(String mode) throws IOException {
        byte[] key = derived(MasterKey.openOrCreate(file()));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));

        assertThatExceptionOfType(KeyUnusable.class)
                .isThrownBy(() -> MasterKey.openOrCreate(file()))
                .withMessageContaining("chmod 600");
        assertThat(derived(MasterKey.open(file()))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64!", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISI="})
    void what_is_no_key_is_refused_and_not_told(String text) throws IOException {
        Files.writeString(parent.resolve("key"), text);

        assertThatExceptionOfType(KeyUnusable.class)
                .isThrownBy(() -> MasterKey.open(parent.resolve("key")))
                .satisfies(refusal -> assertThat(text.isEmpty()
                                || !String.valueOf(refusal.getMessage()).contains(text))
                        .isTrue());
    }

    @Test
    void a_key_file_that_is_not_there_is_refused() {
        assertThatExceptionOfType(KeyUnusable.class).isThrownBy(() -> MasterKey.open(file()));
    }

    @Test
    void a_master_key_does_not_print_itself() {
        assertThat(MasterKey.openOrCreate(file())).hasToString("MasterKey");
    }
}
