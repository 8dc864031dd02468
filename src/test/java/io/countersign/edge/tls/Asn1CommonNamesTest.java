package io.countersign.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.DERVisibleString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

    static Stream<ASN1Encodable> textsInEveryType() {
        return Stream.of(
                new DERUTF8String("pump"),
                new DERBMPString("pump"),
                new DERPrintableString("pump"),
                new DERIA5String("pump"),
                new DERT61String("pump"),
                new DERUniversalString("pump".getBytes(StandardCharsets.UTF_32BE)));
    }

    @ParameterizedTest
    @MethodSource("textsInEveryType")
    void every_string_type_is_decoded(ASN1Encodable text) {
        assertThat(namesOf(spec -> spec.commonNames(text))).containsExactly("pump");
    }

    static Stream<ASN1Encodable> textsBeyondAscii() {
        return Stream.of(
                new DERUTF8String("pümp \u2603"),
                new DERBMPString("pümp \u2603"),
                new DERUniversalString("pümp \u2603".getBytes(StandardCharsets.UTF_32BE)));
    }

    @ParameterizedTest
    @MethodSource("textsBeyondAscii")
    void unicode_is_the_same_in_all_types_that_hold_it(ASN1Encodable text) {
        assertThat(namesOf(spec -> spec.commonNames(text))).containsExactly("pümp \u2603");
    }

    static Stream<ASN1Encodable> noTexts() {
        return Stream.of(
                new ASN1Integer(7),
                new DERBitString(new byte[] {7}),
                new DEROctetString(new byte[] {'p'}),
                new DERVisibleString("pump"),
                new DERT61String("pümp"),
                new DERPrintableString("pümp"),
                new DERIA5String("pümp"),
                new DERUniversalString(new byte[] {0, 0, 0}),
                new DERUniversalString(new byte[] {0, 0x11, 0, 0}));
    }

    @ParameterizedTest
    @MethodSource("noTexts")
    void what_is_no_text_or_reads_differently_to_different_readers_is_refused(ASN1Encodable value) {
        assertThatThrownBy(() -> namesOf(spec -> spec.commonNames(value))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_common_name_inside_a_multi_valued_part_counts() {
        assertThat(namesOf(spec -> spec.subject(new X500Principal("O=x+CN=pump"))))
                .containsExactly("pump");
    }
}
