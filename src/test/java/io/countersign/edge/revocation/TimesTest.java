package io.countersign.edge.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.x509.Time;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "500101000000Z, 1950-01-01T00:00:00Z",
        "491231235959Z, 2049-12-31T23:59:59Z",
        "240229120102Z, 2024-02-29T12:01:02Z",
        "2402291201Z,   2024-02-29T12:01:00Z"
    })
    void two_digits_of_a_year_are_of_1950_to_2049(String text, String moment) {
        assertThat(Times.instant(new Time(new ASN1UTCTime(text)))).isEqualTo(moment);
    }

    @ParameterizedTest
    @CsvSource({"20500101000000Z, 2050-01-01T00:00:00Z", "99991231235959Z, 9999-12-31T23:59:59Z"})
    void four_digits_are_the_year(String text, String moment) {
        assertThat(Times.instant(new Time(new ASN1GeneralizedTime(text)))).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"20500101000000.5Z", "20500101000000+0200", "20501301000000Z", "20230229000000Z"})
    void other_forms_and_moments_that_do_not_exist_are_refused(String text) {
        assertThatThrownBy(() -> Times.instant(new Time(new ASN1GeneralizedTime(text))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it has a time that is not one of whole seconds in UTC");
    }
}
