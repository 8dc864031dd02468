package io.countersign.core.revocation;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// The serial numbers of one issuer's revoked certificates, in a form that a million of them cost 25 MB.
///
/// All entries lie in one array, each as wide as the widest: the serial number, big-endian and extended by its sign,
/// the second of the revocation and the reason. They are sorted, and found by [Landmarks] and halving: no hash that
/// somebody could make collide, and nothing for a garbage collector to walk through.
public final class RevokedSerials {
    /// The longest serial number that is read, in bytes. RFC 5280, 4.1.2.2 allows 20; some CAs do not count.
    public static final int SERIAL_BYTES_MAX = 40;

    private static final int TIME_BYTES = 4;
    private static final int EXTRA_BYTES = TIME_BYTES + 1;
    private static final RevokedSerials NONE = new RevokedSerials(new byte[0], 0, 0);

    private final byte[] entries;
    private final int size;
    private final int serialBytes;
    private final Landmarks landmarks;

    private RevokedSerials(byte[] entries, int size, int serialBytes) {
        this.entries = entries;
        this.size = size;
        this.serialBytes = serialBytes;
        this.landmarks = new Landmarks(entries, size, serialBytes + EXTRA_BYTES, serialBytes);
    }

    /// No serial number at all.
    public static RevokedSerials none() {
        return NONE;
    }

    /// How many there are.
    public int size() {
        return size;
    }

    /// How many bytes they take.
    public long bytes() {
        return entries.length + landmarks.bytes();
    }

    /// What is said about a serial number.
    public Optional<Revocation> find(BigInteger serial) {
        byte[] wanted = serial.toByteArray();
        if (wanted.length > serialBytes) {
            return Optional.empty();
        }
        byte[] key = extended(wanted, serialBytes);
        Landmarks.Range range = landmarks.around(key);
        int low = range.from();
        int high = range.until() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int from = middle * (serialBytes + EXTRA_BYTES);
            int order = Arrays.compareUnsigned(entries, from, from + serialBytes, key, 0, serialBytes);
            if (order == 0) {
                return Optional.of(revocation(from + serialBytes));
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Optional.empty();
    }

    private Revocation revocation(int from) {
        long second = 0;
        for (int i = 0; i < TIME_BYTES; i++) {
            second = (second << Byte.SIZE) | (entries[from + i] & 0xff);
        }
        RevocationReason reason =
                RevocationReason.of(entries[from + TIME_BYTES]).orElse(RevocationReason.UNSPECIFIED);
        return new Revocation(Instant.ofEpochSecond(second), reason);
    }

    private static byte[] extended(byte[] serial, int length) {
        if (serial.length == length) {
            return serial;
        }
        var extended = new byte[length];
        if (serial[0] < 0) {
            Arrays.fill(extended, 0, length - serial.length, (byte) -1);
        }
        System.arraycopy(serial, 0, extended, length - serial.length, serial.length);
        return extended;
    }

    /// Gathers the entries of one issuer, side by side in one array: a million small ones would keep the garbage
    /// collector busy for as long as a list is read.
    public static final class Gathering {
        private static final int FIRST_ROOM = 16;

        private byte[] gathered = new byte[0];
        private int serialBytes = 1;
        private int size;
        private int expected = FIRST_ROOM;

        /// Makes room for so many in all, once: arrays that grow bit by bit leave twice their size behind.
        public void expect(int entries) {
            expected = entries;
        }

        /// How many were added.
        public int size() {
            return size;
        }

        /// @throws IllegalArgumentException if the serial number is too long
        public void add(BigInteger serial, Revocation revocation) {
            byte[] bytes = serial.toByteArray();
            if (bytes.length > SERIAL_BYTES_MAX) {
                throw new IllegalArgumentException(
                        "a serial number has at most " + SERIAL_BYTES_MAX + " bytes, not " + bytes.length);
            }
            makeRoom(bytes.length);
            int from = size * width();
            System.arraycopy(extended(bytes, serialBytes), 0, gathered, from, serialBytes);
            long second = Math.clamp(revocation.at().getEpochSecond(), 0, 0xffff_ffffL);
            for (int i = 0; i < TIME_BYTES; i++) {
                gathered[from + serialBytes + i] = (byte) (second >>> (Byte.SIZE * (TIME_BYTES - 1 - i)));
            }
            gathered[from + serialBytes + TIME_BYTES] =
                    (byte) revocation.reason().number();
            size++;
        }

        private int width() {
            return serialBytes + EXTRA_BYTES;
        }

        /// Room for one more, as wide as the widest so far. They become wider [#SERIAL_BYTES_MAX] times at most.
        private void makeRoom(int bytes) {
            if (bytes > serialBytes) {
                widen(bytes);
            }
            if (Math.multiplyExact(size + 1, width()) > gathered.length) {
                gathered = Arrays.copyOf(gathered, Math.multiplyExact(Math.max(expected, 2 * size), width()));
            }
        }

        private void widen(int bytes) {
            int before = width();
            int after = bytes + EXTRA_BYTES;
            var wider = new byte[Math.multiplyExact(size, after)];
            for (int i = 0; i < size; i++) {
                byte[] serial = Arrays.copyOfRange(gathered, i * before, i * before + serialBytes);
                System.arraycopy(extended(serial, bytes), 0, wider, i * after, bytes);
                System.arraycopy(gathered, i * before + serialBytes, wider, i * after + bytes, EXTRA_BYTES);
            }
            gathered = wider;
            serialBytes = bytes;
        }

        /// All of them, sorted; the gathering is empty again.
        public RevokedSerials finish() {
            return finish(() -> {});
        }

        /// The same for who has something else to do now and then.
        ///
        /// @param meanwhile is run again and again, up to once for each entry
        public RevokedSerials finish(Runnable meanwhile) {
            var finished = size == 0
                    ? NONE
                    : new RevokedSerials(SortedEntries.of(gathered, size, width(), meanwhile), size, serialBytes);
            gathered = new byte[0];
            serialBytes = 1;
            size = 0;
            expected = FIRST_ROOM;
            return finished;
        }
    }
}
