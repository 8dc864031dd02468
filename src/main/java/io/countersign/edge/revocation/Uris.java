package io.countersign.edge.revocation;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// The URIs that extensions of a certificate name. What cannot be read names none.
final class Uris {
    private Uris() {}

    /// Of cRLDistributionPoints or freshestCRL (RFC 5280, 4.2.1.13 and 4.2.1.15).
    static Stream<String> ofLists(Optional<byte[]> extension) {
        try {
            return extension.isEmpty()
                    ? Stream.empty()
                    : Arrays.stream(
                            CRLDistPoint.getInstance(inner(extension.get())).getDistributionPoints())
                            .map(DistributionPoint::getDistributionPoint)
                            .filter(name -> name != null && name.getType() == DistributionPointName.FULL_NAME)
                            .flatMap(name -> Arrays.stream(
                                    GeneralNames.getInstance(name.getName()).getNames()))
                            .flatMap(Uris::text)
                            .toList()
                            .stream();
        } catch (IOException | RuntimeException unreadable) {
            return Stream.empty();
        }
    }

    /// Of authorityInfoAccess (RFC 5280, 4.2.2.1).
    static Stream<String> ofResponders(Optional<byte[]> extension) {
        try {
            return extension.isEmpty()
                    ? Stream.empty()
                    : Arrays.stream(AuthorityInformationAccess.getInstance(inner(extension.get()))
                                    .getAccessDescriptions())
                            .filter(access -> access.getAccessMethod().equals(AccessDescription.id_ad_ocsp))
                            .map(AccessDescription::getAccessLocation)
                            .flatMap(Uris::text)
                            .toList()
                            .stream();
        } catch (IOException | RuntimeException unreadable) {
            return Stream.empty();
        }
    }

    private static ASN1Primitive inner(byte[] extension) throws IOException {
        return ASN1Primitive.fromByteArray(
                ASN1OctetString.getInstance(extension).getOctets());
    }

    private static Stream<String> text(GeneralName name) {
        if (name.getTagNo() != GeneralName.uniformResourceIdentifier) {
            return Stream.empty();
        }
        String uri = name.getName().toString();
        String lower = uri.toLowerCase(Locale.ROOT);
        return lower.startsWith("http://") || lower.startsWith("https://") ? Stream.of(uri) : Stream.empty();
    }
}
