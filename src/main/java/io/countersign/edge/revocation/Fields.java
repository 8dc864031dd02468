package io.countersign.edge.revocation;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1SequenceParser;
import org.jspecify.annotations.Nullable;

/// The fields of an ASN.1 sequence, one after the other, with a look at the next: some of them may be left out.
final class Fields {
    private final ASN1SequenceParser sequence;
    private @Nullable ASN1Encodable next;

    /// @throws IllegalArgumentException if it is no sequence
    Fields(@Nullable ASN1Encodable sequence) throws IOException {
        this.sequence = sequence(sequence);
        this.next = this.sequence.readObject();
    }

    static ASN1SequenceParser sequence(@Nullable ASN1Encodable read) {
        if (read instanceof ASN1SequenceParser sequence) {
            return sequence;
        }
        throw new IllegalArgumentException("it is no CertificateList");
    }

    /// The next one; null at the end.
    @Nullable
    ASN1Encodable next() {
        return next;
    }

    /// Goes on to the one after the next, which must have been read to its end.
    void skip() throws IOException {
        next = sequence.readObject();
    }

    /// Reads the next one as a whole and goes on to the one after it.
    ///
    /// @throws IllegalArgumentException at the end
    ASN1Primitive take() throws IOException {
        if (next == null) {
            throw new IllegalArgumentException("it ends too soon");
        }
        ASN1Primitive whole = next.toASN1Primitive();
        skip();
        return whole;
    }
}
