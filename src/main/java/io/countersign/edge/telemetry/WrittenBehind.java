package io.countersign.edge.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Gathers what is written and passes it on a moment later, many lines in one system call, on a thread of its own. So
/// whoever writes waits for nobody, unless more is written than the other end takes: then it waits, and nothing is
/// lost.
///
/// Everything comes out in the order in which it was written.
final class WrittenBehind extends OutputStream {
    /// How much is gathered at most.
    static final int GATHERED_MAX = 64 * 1024;

    private final OutputStream target;
    private final long pauseNanos;
    private final ReentrantLock passingOn = new ReentrantLock();
    private final ReentrantLock gathering = new ReentrantLock();
    private final Condition gathered = gathering.newCondition();
    private byte[] filling = new byte[GATHERED_MAX];
    private byte[] spare = new byte[GATHERED_MAX];
    private int length;

    /// Set before the last exchange, so that whoever gathers after it sees it.
    private volatile boolean isDirect;

    /// @param pause how long a line may wait
    WrittenBehind(OutputStream target, Duration pause) {
        this.target = target;
        this.pauseNanos = pause.toNanos();
        Thread.ofPlatform().daemon().name("log-writer").start(this::passOn);
    }

    @Override
    public void write(int letter) throws IOException {
        write(new byte[] {(byte) letter}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        int written = 0;
        while (written < count) {
            written += gather(bytes, from + written, count - written);
            if (written < count) {
                flush();
            }
        }
        if (isDirect) {
            flush();
        }
    }

    /// Takes all, so that a line stays whole; or nothing if there is no room for all; or, of what never has room, a
    /// part.
    private int gather(byte[] bytes, int from, int count) {
        gathering.lock();
        try {
            int room = GATHERED_MAX - length;
            int taken = count > room && count <= GATHERED_MAX ? 0 : Math.min(count, room);
            if (length == 0) {
                gathered.signal();
            }
            System.arraycopy(bytes, from, filling, length, taken);
            length += taken;
            return taken;
        } finally {
            gathering.unlock();
        }
    }

    /// Passes on everything that was written by now.
    @Override
    public void flush() throws IOException {
        passingOn.lock();
        try {
            int full = exchange();
            target.write(spare, 0, full);
            target.flush();
        } finally {
            passingOn.unlock();
        }
    }

    /// @return how much of the spare array is full now
    private int exchange() {
        gathering.lock();
        try {
            byte[] full = filling;
            filling = spare;
            spare = full;
            int fullLength = length;
            length = 0;
            return fullLength;
        } finally {
            gathering.unlock();
        }
    }

    /// From now on nothing waits: the process ends.
    void writeThrough() throws IOException {
        isDirect = true;
        flush();
    }

    /// Passes on everything; what is written later waits no more.
    @Override
    public void close() throws IOException {
        writeThrough();
    }

    private void passOn() {
        try {
            while (true) {
                awaitSomething();
                TimeUnit.NANOSECONDS.sleep(pauseNanos);
                flush();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException broken) {
            // nobody reads the log any more, and there is nowhere to say so
            throw new UncheckedIOException(broken);
        }
    }

    private void awaitSomething() throws InterruptedException {
        gathering.lock();
        try {
            while (length == 0) {
                gathered.await();
            }
        } finally {
            gathering.unlock();
        }
    }
}
