package io.countersign.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERUTF8String;
import org.junit.jupiter.api.Test;

/// Threats: CVE-2026-22747, a malformed common name parsed to another user.
class Asn1CommonNamesTest {
    private static final TestCa CA = TestCa.root("Names Root");

    private static List<String> namesOf(UnaryOperator<CertificateSpec> subject) {
        return new Asn1CommonNames().of(CA.device("any", subject).certificate().getSubjectX500Principal());
    }

    @Test
    void every_common_name_is_found_in_order() {
        assertThat(namesOf(spec -> spec.commonNames("one", "two"))).containsExactly("one", "two");
    }

    @Test
    void a_name_that_spells_another_name_stays_one_name() {
        assertThat(namesOf(spec -> spec.commonNames("pump,CN=victim"))).containsExactly("pump,CN=victim");
        assertThat(namesOf(spec -> spec.commonNames("pump+CN=victim"))).containsExactly("pump+CN=victim");
    }

    @Test
    void control_characters_are_kept_for_the_rules_to_refuse() {
        assertThat(namesOf(spec -> spec.commonNames(new DERUTF8String("pump\u0000victim"))))
                .containsExactly("pump\u0000victim");
    }

    @Test
    void every_string_type_is_decoded() {
        assertThat(namesOf(spec -> spec.commonNames(new DERBMPString("pümp")))).containsExactly("pümp");
    }

    @Test
    void a_common_name_inside_a_multi_valued_part_counts() {
        assertThat(namesOf(spec -> spec.subject(new X500Principal("O=x+CN=pump"))))
                .containsExactly("pump");
    }

    @Test
    void a_common_name_that_is_no_text_is_refused() {
        assertThatThrownBy(() -> namesOf(spec -> spec.commonNames(new ASN1Integer(7))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
