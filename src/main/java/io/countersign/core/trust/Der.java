package io.countersign.core.trust;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// One element of DER (X.690): as much of it as is needed where the JDK's certificates do not tell enough.
///
/// @param tag the identifier octet; longer ones do not occur in certificates
/// @param content what the element holds
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out of this package
record Der(int tag, byte[] content) {
    static final int SEQUENCE = 0x30;

    private static final int LONG_FORM = 0x80;
    private static final int OCTET = 0xff;

    /// The first element of an encoding.
    ///
    /// @throws IllegalArgumentException if there is none or something is cut short
    static Der of(byte[] encoding) {
        List<Der> elements = all(encoding);
        if (elements.isEmpty()) {
            throw new IllegalArgumentException("no DER");
        }
        return elements.getFirst();
    }

    /// The elements that this one consists of.
    ///
    /// @throws IllegalArgumentException if one is cut short
    List<Der> elements() {
        return all(content);
    }

    private static List<Der> all(byte[] encodings) {
        ByteBuffer in = ByteBuffer.wrap(encodings);
        var elements = new ArrayList<Der>();
        try {
            while (in.hasRemaining()) {
                elements.add(next(in));
            }
        } catch (BufferUnderflowException cutShort) {
            throw new IllegalArgumentException("DER is cut short", cutShort);
        }
        return elements;
    }

    private static Der next(ByteBuffer in) {
        int tag = in.get() & OCTET;
        int length = in.get() & OCTET;
        if (length >= LONG_FORM) {
            int octets = length - LONG_FORM;
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = (length << Byte.SIZE) | (in.get() & OCTET);
            }
        }
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] content = new byte[length];
        in.get(content);
        return new Der(tag, content);
    }

    /// The encoding of this element.
    byte[] encoded() {
        return encode(tag, content);
    }

    /// The encoding of an element that holds these, one after the other.
    static byte[] encode(int tag, byte[]... contents) {
        int length = 0;
        for (byte[] content : contents) {
            length += content.length;
        }
        int octets = length < LONG_FORM ? 0 : (Integer.SIZE + 7 - Integer.numberOfLeadingZeros(length)) / Byte.SIZE;
        ByteBuffer out = ByteBuffer.allocate(2 + octets + length);
        out.put((byte) tag);
        out.put((byte) (octets == 0 ? length : LONG_FORM | octets));
        for (int i = octets - 1; i >= 0; i--) {
            out.put((byte) (length >>> (i * Byte.SIZE)));
        }
        for (byte[] content : contents) {
            out.put(content);
        }
        return out.array();
    }
}
