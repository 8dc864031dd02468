package io.countersign.core.trust;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The hint in a certificate as to which of several issuers of one name has signed it (RFC 5280, 4.2.1.1 and 4.2.1.2).
///
/// A hint only: it decides who is asked first, so that a device finds its anchor within the budget of a search though
/// a thousand tenants gave their CA the same name. What it says is never believed.
///
/// Most CAs take a hash of their key for it, and nobody else has a key of that hash: where it is one, look-alikes that
/// merely say so wait behind, however many tenants have stored how many of them.
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
                .map(anchor -> new Ranked(anchor, rank(wanted, anchor.certificate(), details)))
                .sorted(Comparator.comparing(Ranked::rank))
                .map(Ranked::anchor)
                .toList();
    }

    private static Rank rank(byte[] wanted, X509Certificate issuer, CertificateDetails details) {
        if (!Arrays.equals(wanted, details.subjectKeyIdentifier(issuer))) {
            return Rank.ANOTHER;
        }
        return details.isHashOfKey(wanted, issuer) ? Rank.HASH_OF_THE_KEY : Rank.SAID;
    }

    private enum Rank {
        HASH_OF_THE_KEY,
        SAID,
        ANOTHER
    }

    private record Ranked(TrustAnchor anchor, Rank rank) {}
}
