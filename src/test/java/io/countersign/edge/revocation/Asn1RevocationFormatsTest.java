package io.countersign.edge.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.core.revocation.PublishedAt;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Asn1RevocationFormatsTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");

    private final Asn1RevocationFormats formats = new Asn1RevocationFormats();

    private static X509Certificate pump(UnaryOperator<CertificateSpec> deviation) {
        return ROOT.device("pump-1", deviation).certificate();
    }

    private static CRLDistPoint points(String... uris) {
        return new CRLDistPoint(Stream.of(uris)
                .map(uri -> new GeneralName(GeneralName.uniformResourceIdentifier, uri))
                .map(name -> new DistributionPoint(new DistributionPointName(new GeneralNames(name)), null, null))
                .toArray(DistributionPoint[]::new));
    }

    @Test
    void lists_deltas_and_responders_are_named_by_http_and_https_alone() {
        X509Certificate certificate = pump(spec -> spec.extension(
                        Extension.cRLDistributionPoints,
                        false,
                        points(
                                "ldap://ldap.example/cn=crl",
                                "HTTP://crl.example/1",
                                "https://crl.example/2",
                                "http://crl.example/2"))
                .extension(Extension.freshestCRL, false, points("http://crl.example/delta", "HTTP://crl.example/1"))
                .extension(
                        Extension.authorityInfoAccess, false, new AuthorityInformationAccess(new AccessDescription[] {
                            new AccessDescription(
                                    AccessDescription.id_ad_caIssuers,
                                    new GeneralName(GeneralName.uniformResourceIdentifier, "http://ca.example/")),
                            new AccessDescription(
                                    AccessDescription.id_ad_ocsp,
                                    new GeneralName(GeneralName.uniformResourceIdentifier, "http://ocsp.example/")),
                            new AccessDescription(
                                    AccessDescription.id_ad_ocsp, new GeneralName(GeneralName.dNSName, "ocsp.example"))
                        })));

        PublishedAt published = formats.publishedAt(certificate);

        assertThat(published.lists())
                .containsExactly(
                        "HTTP://crl.example/1",
                        "https://crl.example/2",
                        "http://crl.example/2",
                        "http://crl.example/delta");
        assertThat(published.responders()).containsExactly("http://ocsp.example/");
    }

    @Test
    void no_more_than_eight_are_taken_from_one_certificate() {
        String[] uris =
                IntStream.range(0, 9).mapToObj(i -> "http://crl.example/" + i).toArray(String[]::new);

        assertThat(formats.publishedAt(
                                pump(spec -> spec.extension(Extension.cRLDistributionPoints, false, points(uris))))
                        .lists())
                .hasSize(8)
                .startsWith("http://crl.example/0");
    }

    @Test
    void a_certificate_that_says_nothing_readable_is_published_nowhere() {
        var garbage = new DERUTF8String("garbage");

        assertThat(formats.publishedAt(pump(spec -> spec))).isEqualTo(PublishedAt.NOWHERE);
        assertThat(formats.publishedAt(pump(spec -> spec.extension(Extension.cRLDistributionPoints, false, garbage)
                        .extension(Extension.authorityInfoAccess, false, garbage))))
                .isEqualTo(PublishedAt.NOWHERE);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    void a_list_or_answer_of_nested_structures_is_refused_and_no_stack_overflows(int depth) {
        byte[] nested = nested(depth);

        assertThatThrownBy(() -> formats.crl(nested)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> formats.ocspReply(nested)).isInstanceOf(IllegalArgumentException.class);
    }

    /// Sequences in one another, each with a length of four bytes.
    private static byte[] nested(int depth) {
        int header = 6;
        ByteBuffer der = ByteBuffer.allocate(depth * header);
        for (int left = depth - 1; left >= 0; left--) {
            der.put((byte) 0x30).put((byte) 0x84).putInt(left * header);
        }
        return der.array();
    }
}
