package io.countersign.edge.store.embedded;

import io.countersign.edge.store.StoreUnusable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/// Makes one process the owner of a data folder. Two would each trust a memory that the other makes wrong.
///
/// The operating system gives the lock back when the process ends, however it ends.
final class FolderLock implements AutoCloseable {
    private static final String FILE = "countersign.lock";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Makes the folder if there is none, readable for its owner only.
    ///
    /// @throws StoreUnusable if the folder cannot be written or belongs to another process
    @SuppressWarnings("MustBeClosedChecker") // closed by close, or below if the lock is not ours
    static FolderLock take(Path folder) {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            FileChannel channel =
                    FileChannel.open(folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new StoreUnusable("The data folder " + folder + " is in use by another server;"
                        + " stop that one or name another folder.");
            }
            return new FolderLock(channel);
        } catch (IOException failure) {
            throw new StoreUnusable("The data folder " + folder + " cannot be written: " + failure + ".", failure);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new IllegalStateException("the lock of the data folder cannot be given back", failure);
        }
    }
}
