package io.countersign.core.revocation;

import static io.countersign.core.revocation.GivenFacts.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.revocation.OcspReply.Status;
import io.countersign.core.revocation.Outside.Wish;
import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.testing.OcspSpec;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepAnswerTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final byte[] NONCE = {1, 2, 3};
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final X509Certificate PUMP = ROOT.device("pump-1").certificate();

    private final Changes changes = new Changes();
    private final RecentAnswers answers = new RecentAnswers(changes);
    private final KeepAnswer keepAnswer = new KeepAnswer(new Asn1RevocationFormats(), answers);

    private Optional<String> keep(byte[] reply) {
        var wish = new Wish.OfAnswer(
                ACME, new AnchorId("0000000000000001"), List.of("http://ocsp.example/"), PUMP, ROOT.certificate());
        return keepAnswer.keep(
                wish, reply, NONCE, NOW, answer -> answer.thisUpdate().plusSeconds(60));
    }

    private Optional<RecentAnswers.Answered> kept() {
        return answers.about(ACME, CertificateRef.of(PUMP, ROOT.certificate()));
    }

    @Test
    void an_answer_is_kept_for_its_tenant_and_certificate_with_the_moment_to_ask_again() {
        assertThat(keep(OcspSpec.of(ROOT).good(PUMP).der())).isEmpty();

        assertThat(kept())
                .hasValueSatisfying(
                        answered -> assertThat(answered.renewAt()).isEqualTo(OcspSpec.MADE.plusSeconds(60)));
        assertThat(answers.about(new TenantId("globex"), CertificateRef.of(PUMP, ROOT.certificate())))
                .isEmpty();
        assertThat(answers.size()).isEqualTo(1);
        assertThat(changes.count()).as("remembered decisions stay").isZero();
    }

    @Test
    void the_nonce_may_be_left_out_but_not_be_another() {
        assertThat(keep(OcspSpec.of(ROOT).repeating(NONCE).good(PUMP).der())).isEmpty();
        assertThat(keep(OcspSpec.of(ROOT)
                        .repeating(new byte[] {1, 2})
                        .good(PUMP)
                        .der()))
                .hasValueSatisfying(rule -> assertThat(rule).contains("another nonce"));
    }

    @Test
    void what_is_no_answer_about_the_certificate_changes_nothing() {
        assertThat(keep(new byte[] {1}))
                .hasValueSatisfying(rule -> assertThat(rule).endsWith("."));
        assertThat(keep(OcspSpec.failure(3)))
                .hasValueSatisfying(rule -> assertThat(rule).contains("status 3"));
        assertThat(keep(OcspSpec.of(ROOT)
                        .good(ROOT.device("pump-2").certificate())
                        .der()))
                .hasValueSatisfying(rule -> assertThat(rule).contains("is not about it"));
        assertThat(kept()).isEmpty();
    }

    @Test
    void of_several_answers_the_least_good_one_counts() {
        assertThat(keep(OcspSpec.of(ROOT).good(PUMP).unknown(PUMP).der())).isEmpty();
        assertThat(kept().orElseThrow().answer().status()).isInstanceOf(Status.Unknown.class);
        assertThat(changes.count()).as("remembered decisions end").isEqualTo(1);

        assertThat(keep(OcspSpec.of(ROOT).unknown(PUMP).revoked(PUMP).good(PUMP).der()))
                .isEmpty();
        assertThat(kept().orElseThrow().answer().status()).isInstanceOf(Status.Revoked.class);
    }

    @Test
    void an_older_answer_does_not_take_the_place_of_a_newer_one() {
        Instant earlier = OcspSpec.MADE.minusSeconds(1);
        keep(OcspSpec.of(ROOT).revoked(PUMP).der());

        assertThat(keep(OcspSpec.of(ROOT).from(earlier).good(PUMP).der()))
                .hasValueSatisfying(rule -> assertThat(rule).contains("older"));
        assertThat(kept().orElseThrow().answer().status()).isInstanceOf(Status.Revoked.class);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, true", "PT5M, true", "PT5M1S, false"})
    void the_clock_of_a_responder_may_be_five_minutes_ahead(Duration ahead, boolean isTaken) {
        byte[] reply = OcspSpec.of(ROOT).from(NOW.plus(ahead)).good(PUMP).der();

        assertThat(keep(reply).isEmpty()).isEqualTo(isTaken);
        assertThat(kept().map(answered -> answered.answer().thisUpdate()))
                .isEqualTo(isTaken ? Optional.of(NOW) : Optional.empty());
    }
}
