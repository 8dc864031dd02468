package io.countersign.edge.fetch;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/// Gathers a body on an event loop, which has no time to copy it over and over as it grows.
///
/// The pieces that come may be as small as a byte each, so they are not kept as they are, either.
final class GrowingBody {
    private static final int BLOCK_BYTES = 64 * 1024;

    private final List<byte[]> blocks = new ArrayList<>();
    private int bytesInLast = BLOCK_BYTES;

    /// How many bytes have come.
    long length() {
        return (long) blocks.size() * BLOCK_BYTES - (BLOCK_BYTES - bytesInLast);
    }

    void append(Buffer piece) {
        int from = 0;
        while (from < piece.length()) {
            if (bytesInLast == BLOCK_BYTES) {
                blocks.add(new byte[BLOCK_BYTES]);
                bytesInLast = 0;
            }
            int count = Math.min(BLOCK_BYTES - bytesInLast, piece.length() - from);
            piece.getBytes(from, from + count, blocks.getLast(), bytesInLast);
            bytesInLast += count;
            from += count;
        }
    }

    /// All of it. Only once nothing is appended any more.
    byte[] bytes() {
        var whole = new byte[Math.toIntExact(length())];
        for (int i = 0; i < blocks.size(); i++) {
            int start = i * BLOCK_BYTES;
            System.arraycopy(blocks.get(i), 0, whole, start, Math.min(BLOCK_BYTES, whole.length - start));
        }
        return whole;
    }
}
