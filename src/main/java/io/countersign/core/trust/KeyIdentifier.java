package io.countersign.core.trust;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The hint in a certificate as to which of several issuers of one name has signed it (RFC 5280, 4.2.1.1 and 4.2.1.2).
///
/// A hint only: it decides who is asked first, so that a device finds its anchor within the budget of a search though
/// a thousand tenants gave their CA the same name. What it says is never believed.
final class KeyIdentifier {
    private static final String OF_AUTHORITY = "2.5.29.35";
    private static final String OF_SUBJECT = "2.5.29.14";
    private static final int IN_AUTHORITY = 0x80;
    private static final byte[] NONE = {};

    private KeyIdentifier() {}

    /// The same anchors, those that bear the key identifier that the certificate hints at first.
    static List<TrustAnchor> likelyFirst(List<TrustAnchor> anchors, X509Certificate certificate) {
        byte[] wanted = anchors.size() < 2 ? NONE : ofAuthority(certificate);
        if (wanted.length == 0) {
            return anchors;
        }
        return anchors.stream()
                .sorted(Comparator.comparing(anchor -> !Arrays.equals(wanted, ofSubject(anchor.certificate()))))
                .toList();
    }

    private static byte[] ofAuthority(X509Certificate certificate) {
        try {
            return content(certificate, OF_AUTHORITY).elements().stream()
                    .filter(field -> field.tag() == IN_AUTHORITY)
                    .map(Der::content)
                    .findFirst()
                    .orElse(NONE);
        } catch (IllegalArgumentException noHint) {
            return NONE;
        }
    }

    private static byte[] ofSubject(X509Certificate certificate) {
        try {
            return content(certificate, OF_SUBJECT).content();
        } catch (IllegalArgumentException noHint) {
            return NONE;
        }
    }

    private static Der content(X509Certificate certificate, String extension) {
        byte[] value = certificate.getExtensionValue(extension);
        return Der.of(Der.of(value == null ? NONE : value).content());
    }
}
