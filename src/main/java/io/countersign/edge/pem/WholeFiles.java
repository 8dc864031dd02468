package io.countersign.edge.pem;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.UUID;

/// Reads files up to a limit, and writes them so that after a crash there is the old content or the new one, never a
/// part.
public final class WholeFiles {
    private WholeFiles() {}

    /// All of a file.
    ///
    /// @throws UnusableFile if it cannot be read or is longer than that
    public static byte[] read(Path file, int bytesMax) throws UnusableFile {
        try {
            if (Files.size(file) > bytesMax) {
                throw new UnusableFile(file + " is larger than " + bytesMax + " bytes.");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException missing) {
            throw new UnusableFile(file + " is not there.", missing);
        } catch (IOException unreadable) {
            throw new UnusableFile(file + " cannot be read: " + unreadable.getMessage() + ".", unreadable);
        }
    }

    /// A file that everybody may read.
    ///
    /// @throws UnusableFile if it cannot be written
    public static void write(Path file, String text) throws UnusableFile {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /// The same of bytes.
    ///
    /// @throws UnusableFile if it cannot be written
    public static void write(Path file, byte[] content) throws UnusableFile {
        write(file, content, "rw-r--r--");
    }

    /// A file that only its owner may read; it never exists with more rights than that.
    ///
    /// @throws UnusableFile if it cannot be written
    public static void writeSecret(Path file, String text) throws UnusableFile {
        write(file, text.getBytes(StandardCharsets.UTF_8), "rw-------");
    }

    private static void write(Path file, byte[] content, String permissions) throws UnusableFile {
        Path target = file.toAbsolutePath();
        Path half = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
        try {
            if (target.getParent() != null) {
                Files.createDirectories(target.getParent());
            }
            writeThrough(half, content, permissions(half, permissions));
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException notWritten) {
            half.toFile().delete();
            throw new UnusableFile(file + " cannot be written: " + notWritten.getMessage() + ".", notWritten);
        }
    }

    private static FileAttribute<?>[] permissions(Path file, String permissions) {
        // Windows has no such permissions; there the folder's own rights apply.
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void writeThrough(Path file, byte[] content, FileAttribute<?>[] attributes) throws IOException {
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(file, options, attributes)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
