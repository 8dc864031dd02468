package io.countersign.edge.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/// The 32 random bytes that everything secret on disk hangs on, kept in a file of their own as base64.
public final class MasterKey {
    private static final int KEY_BYTES = 32;
    private static final Set<PosixFilePermission> OWNERS_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final byte[] key;

    private MasterKey(byte[] key) {
        this.key = key;
    }

    /// Reads the key of a data folder, or makes it, readable by its owner alone, if there is none.
    ///
    /// @throws KeyUnusable if the file cannot be read or written, is open to others, or holds no key
    public static MasterKey openOrCreate(Path file) {
        if (!Files.exists(file)) {
            create(file);
        }
        refuseIfOpenToOthers(file);
        return open(file);
    }

    /// Reads the key from a file that the operator named, whatever its permissions are.
    ///
    /// @throws KeyUnusable if the file cannot be read or holds no key
    public static MasterKey open(Path file) {
        try {
            byte[] key = Base64.getDecoder()
                    .decode(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (key.length != KEY_BYTES) {
                throw new KeyUnusable(
                        "The master key in " + file + " is " + key.length + " bytes, not " + KEY_BYTES + ".");
            }
            return new MasterKey(key);
        } catch (IOException unreadable) {
            throw new KeyUnusable("The master key file " + file + " cannot be read.", unreadable);
        } catch (IllegalArgumentException notBase64) {
            throw new KeyUnusable("The master key file " + file + " does not hold base64.", notBase64);
        }
    }

    /// A key for one purpose (HKDF with SHA-256, RFC 5869); the same each time, unlike for any other purpose.
    public SecretKey derive(String purpose) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "Generic",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(key)
                                    .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), KEY_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform from 25 on has HKDF", impossible);
        }
    }

    /// Written beside its place and linked there, so that no half key is ever found and of two processes that start at
    /// once the second takes the key of the first.
    private static void create(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNERS_FOLDER));
            Path draft = Files.createTempFile(folder, file.getFileName().toString(), ".new");
            try {
                write(draft, freshKey());
                link(draft, file);
            } finally {
                Files.delete(draft);
            }
            try (FileChannel names = FileChannel.open(folder)) {
                names.force(true);
            }
        } catch (IOException unwritable) {
            throw new KeyUnusable("The master key cannot be written to " + file + ".", unwritable);
        }
    }

    private static byte[] freshKey() {
        byte[] fresh = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(fresh);
        return (Base64.getEncoder().encodeToString(fresh) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// The file is there already, readable for its owner only.
    private static void write(Path draft, byte[] text) throws IOException {
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            var rest = ByteBuffer.wrap(text);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    private static void link(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException otherStart) {
            // then that one's key counts
        }
    }

    private static void refuseIfOpenToOthers(Path file) {
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(OF_OTHERS::contains)) {
                throw new KeyUnusable(
                        "The master key file " + file + " is open to other users; run chmod 600 " + file + ".");
            }
        } catch (IOException unreadable) {
            throw new KeyUnusable("The master key file " + file + " cannot be read.", unreadable);
        }
    }

    /// Leaves the key out.
    @Override
    public String toString() {
        return "MasterKey";
    }
}
