package io.countersign.core.trust;

import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;

/// Says "any policy" for an anchor that says nothing of policies.
///
/// RFC 5280, 6.1 does not look at an anchor's policies, RFC 5937 only where it has some. As the first certificate of a
/// path, though, one without policies would leave no policy valid for all that stand below it. So it gets the extension
/// certificatePolicies with anyPolicy: not on disk, only in the encoding that path validation reads. Its signature then
/// does not fit any more, which nobody checks ([AnchorInPath]).
final class AnyPolicy {
    private static final String CERTIFICATE_POLICIES = "2.5.29.32";
    private static final int EXTENSIONS = 0xa3;

    /// The extension with its one policy, 2.5.29.32.0 (RFC 5280, 4.2.1.4).
    private static final byte[] ANY_POLICY = HexFormat.of().parseHex("30110603551d20040a300830060604551d2000");

    private AnyPolicy() {}

    /// The encoding of a certificate, with any policy if it has extensions but no policies.
    static byte[] encoding(X509Certificate certificate) {
        byte[] original = Fingerprint.der(certificate);
        List<Der> parts = Der.of(original).elements();
        Der signed = parts.getFirst();
        Der last = signed.elements().getLast();
        if (last.tag() != EXTENSIONS || certificate.getExtensionValue(CERTIFICATE_POLICIES) != null) {
            return original;
        }
        byte[][] fields = signed.elements().stream().map(Der::encoded).toArray(byte[][]::new);
        byte[] extensions = Der.encode(Der.SEQUENCE, Der.of(last.content()).content(), ANY_POLICY);
        fields[fields.length - 1] = Der.encode(EXTENSIONS, extensions);
        return Der.encode(
                Der.SEQUENCE,
                Der.encode(Der.SEQUENCE, fields),
                parts.get(1).encoded(),
                parts.get(2).encoded());
    }
}
