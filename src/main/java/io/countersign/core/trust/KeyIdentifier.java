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
    private KeyIdentifier() {}

    /// The same anchors, those that bear the key identifier that the certificate hints at first.
    static List<TrustAnchor> likelyFirst(
            List<TrustAnchor> anchors, X509Certificate certificate, CertificateDetails details) {
        if (anchors.size() < 2) {
            return anchors;
        }
        byte[] wanted = details.authorityKeyIdentifier(certificate);
        if (wanted.length == 0) {
            return anchors;
        }
        return anchors.stream()
                .sorted(Comparator.comparing(
                        anchor -> !Arrays.equals(wanted, details.subjectKeyIdentifier(anchor.certificate()))))
                .toList();
    }
}
