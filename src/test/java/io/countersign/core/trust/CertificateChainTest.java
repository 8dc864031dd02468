package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.testing.TestCa;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CertificateChainTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final X509Certificate LEAF = ROOT.device("pump-1").certificate();
    private static final List<X509Certificate> NINE = IntStream.range(0, 9)
            .mapToObj(i -> ROOT.issuing("Issuing " + i).certificate())
            .toList();

    @Test
    void each_certificate_counts_once_whatever_the_order() throws Exception {
        var others = new ArrayList<X509Certificate>();
        others.add(NINE.get(1));
        others.add(LEAF);
        others.add(NINE.get(0));
        others.add(copyOf(NINE.get(1)));

        CertificateChain chain = CertificateChain.of(LEAF, others);

        assertThat(chain.leaf()).isSameAs(LEAF);
        assertThat(chain.candidates()).containsExactly(NINE.get(1), NINE.get(0));
    }

    @Test
    void a_leaf_may_come_alone() throws Exception {
        assertThat(CertificateChain.of(LEAF, List.of()).candidates()).isEmpty();
    }

    @Test
    void ten_different_certificates_are_looked_at_and_eleven_are_not() throws Exception {
        assertThat(CertificateChain.of(LEAF, NINE).candidates()).hasSize(9);

        var ten = new ArrayList<>(NINE);
        ten.add(ROOT.certificate());
        assertThatThrownBy(() -> CertificateChain.of(LEAF, ten))
                .isInstanceOf(CertificateChain.TooLong.class)
                .hasMessage("at most 10 different certificates may be shown, not 11");
    }

    @Test
    void the_same_certificate_may_be_shown_any_number_of_times() throws Exception {
        var others = new ArrayList<>(NINE);
        others.addAll(NINE);
        others.add(LEAF);

        assertThat(CertificateChain.of(LEAF, others).candidates()).hasSize(9);
    }

    private static X509Certificate copyOf(X509Certificate certificate) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
    }
}
