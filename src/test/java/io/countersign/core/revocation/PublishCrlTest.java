package io.countersign.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.Thumbprint;
import io.countersign.edge.revocation.Asn1CrlWriter;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;

/// What a tenant took back by hand is published as a list that we sign.
class PublishCrlTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.987Z");
    private static final Instant NOON_SHARP = Instant.parse("2026-03-01T12:00:00Z");
    private static final X500Principal ISSUING = new X500Principal("CN=Acme Issuing,O=Acme");
    private static final RevocationFormats FORMATS = new Asn1RevocationFormats();

    private final InMemoryRevokedCertificates revoked = new InMemoryRevokedCertificates();
    private final InMemoryOwnCrls lists = new InMemoryOwnCrls();
    private final List<CrlDraft> written = new ArrayList<>();
    private final PublishCrl publishCrl = publishing(draft -> draft);

    /// @param slip what is written instead of what should be
    private PublishCrl publishing(UnaryOperator<CrlDraft> slip) {
        var real = new Asn1CrlWriter();
        var counting = new CrlWriter() {
            @Override
            public CrlSigner draw(TenantId tenant, Instant now) {
                return real.draw(tenant, now);
            }

            @Override
            public byte[] write(CrlDraft draft, CrlSigner signer) {
                written.add(draft);
                return real.write(slip.apply(draft), signer);
            }
        };
        return new PublishCrl(lists, revoked, counting, FORMATS);
    }

    private void takeBack(long serial, Optional<X500Principal> issuer, RevocationReason reason, Instant at) {
        var revocation = new Revocation(at, reason);
        assertThat(revoked.addAll(
                        ACME,
                        List.of(new RevokedCertificate(
                                new RevokedEntry.BySerial(issuer, BigInteger.valueOf(serial)), revocation, "clerk")),
                        at))
                .isTrue();
    }

    private void takeBack(long serial) {
        takeBack(serial, Optional.empty(), RevocationReason.UNSPECIFIED, NOON);
    }

    private Crl list(Instant now) {
        return FORMATS.crl(publishCrl.publish(ACME, now));
    }

    @Test
    void each_certificate_stands_there_with_its_issuer_date_and_reason() {
        takeBack(7, Optional.of(ISSUING), RevocationReason.KEY_COMPROMISE, NOON);
        takeBack(8);
        takeBack(7);
        takeBack(9, Optional.of(ISSUING), RevocationReason.UNSPECIFIED, NOON);

        Crl list = list(NOON.plusSeconds(9));

        X500Principal issuer = list.issuer();
        assertThat(issuer).isEqualTo(new X500Principal("CN=acme,O=Countersign CRL"));
        assertThat(list.certificateIssuers()).containsExactlyInAnyOrder(issuer, ISSUING);
        assertThat(list.size()).isEqualTo(4);
        assertThat(list.find(ISSUING, BigInteger.valueOf(7)))
                .contains(new Revocation(NOON_SHARP, RevocationReason.KEY_COMPROMISE));
        assertThat(list.find(ISSUING, BigInteger.valueOf(9)))
                .contains(new Revocation(NOON_SHARP, RevocationReason.UNSPECIFIED));
        assertThat(list.find(issuer, BigInteger.valueOf(7)))
                .contains(new Revocation(NOON_SHARP, RevocationReason.UNSPECIFIED));
        assertThat(list.find(issuer, BigInteger.valueOf(8))).isPresent();
        assertThat(list.find(ISSUING, BigInteger.valueOf(8))).isEmpty();
        assertThat(list.header().scope().isIndirect()).isTrue();
        assertThat(list.header().thisUpdate()).isEqualTo(NOON_SHARP.plusSeconds(9));
        assertThat(list.header().nextUpdate())
                .contains(NOON_SHARP.plusSeconds(9).plus(Duration.ofDays(1)));
    }

    @Test
    void serial_numbers_alone_come_first_then_issuer_by_issuer() {
        X500Principal other = new X500Principal("CN=Other");
        takeBack(1, Optional.of(ISSUING), RevocationReason.SUPERSEDED, NOON);
        takeBack(2, Optional.of(other), RevocationReason.SUPERSEDED, NOON);
        takeBack(3);
        takeBack(4, Optional.of(ISSUING), RevocationReason.SUPERSEDED, NOON);

        X500Principal issuer = list(NOON).issuer();

        assertThat(written.getFirst().entries().keySet()).containsExactly(issuer, ISSUING, other);
    }

    @Test
    void whoever_took_nothing_back_has_an_empty_list_of_its_own_key() {
        byte[] der = publishCrl.publish(OTHER, NOON);

        assertThat(FORMATS.crl(der).size()).isZero();
        assertThat(FORMATS.crl(der)
                        .isSignedBy(publishCrl.certificate(OTHER, NOON).getPublicKey()))
                .isTrue();
        assertThat(FORMATS.crl(der)
                        .isSignedBy(publishCrl.certificate(ACME, NOON).getPublicKey()))
                .isFalse();
    }

    @Test
    void the_same_list_comes_again_until_half_of_its_life_has_passed() {
        takeBack(7);
        byte[] first = publishCrl.publish(ACME, NOON);
        Instant half = NOON_SHARP.plus(Duration.ofHours(12));

        assertThat(publishCrl.publish(ACME, half.minusMillis(1))).isEqualTo(first);
        assertThat(written).hasSize(1);

        assertThat(list(half).header().thisUpdate()).isEqualTo(half);
        assertThat(written).hasSize(2);
    }

    @Test
    void a_clock_that_was_put_back_gets_a_list_that_is_good_already() {
        Crl first = list(NOON);

        Crl second = list(NOON_SHARP.minusSeconds(3600));

        assertThat(second.header().thisUpdate()).isEqualTo(NOON_SHARP.minusSeconds(3600));
        assertThat(second.header().number().orElseThrow())
                .isEqualTo(first.header().number().orElseThrow().add(BigInteger.ONE));
    }

    @Test
    void whatever_is_done_makes_a_new_list_with_a_higher_number() {
        List<BigInteger> numbers = new ArrayList<>();
        numbers.add(list(NOON).header().number().orElseThrow());
        takeBack(7);
        numbers.add(list(NOON).header().number().orElseThrow());
        revoked.undo(ACME, new RevokedEntry.BySerial(Optional.empty(), BigInteger.valueOf(7)), "clerk", NOON);
        Crl last = list(NOON);
        numbers.add(last.header().number().orElseThrow());

        assertThat(last.size()).isZero();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
        assertThat(numbers.getFirst()).isEqualTo(BigInteger.valueOf(NOON.getEpochSecond()));
    }

    @Test
    void what_another_tenant_does_makes_no_new_list() {
        list(NOON);
        revoked.addAll(
                OTHER,
                List.of(new RevokedCertificate(
                        new RevokedEntry.BySerial(Optional.empty(), BigInteger.ONE),
                        new Revocation(NOON, RevocationReason.UNSPECIFIED),
                        "clerk")),
                NOON);

        list(NOON);

        assertThat(written).hasSize(1);
    }

    @Test
    void the_key_stays_the_same() {
        var certificate = publishCrl.certificate(ACME, NOON);

        assertThat(publishCrl.certificate(ACME, NOON.plus(Duration.ofDays(9_000))))
                .isEqualTo(certificate);
        assertThat(list(NOON).isSignedBy(certificate.getPublicKey())).isTrue();
        assertThat(lists.signer(ACME).orElseThrow()).hasToString("CrlSigner[CN=acme,O=Countersign CRL]");
    }

    /// The name of our key is no secret: a tenant may name it as the issuer of what it takes back.
    @Test
    void odd_entries_are_listed_too() {
        X500Principal own = publishCrl.certificate(ACME, NOON).getSubjectX500Principal();
        takeBack(7, Optional.of(own), RevocationReason.KEY_COMPROMISE, NOON);
        takeBack(7);
        takeBack(8, Optional.of(own), RevocationReason.KEY_COMPROMISE, NOON);
        takeBack(9, Optional.empty(), RevocationReason.SUPERSEDED, Instant.parse("0001-01-01T00:00:00Z"));
        takeBack(-10);
        takeBack(0);
        takeBack(11, Optional.empty(), RevocationReason.SUPERSEDED, Instant.parse("2055-01-01T00:00:00Z"));

        Crl list = list(NOON);

        assertThat(list.size()).isEqualTo(6);
        assertThat(list.find(own, BigInteger.valueOf(9)).map(Revocation::at)).contains(Instant.EPOCH);
        assertThat(list.find(own, BigInteger.valueOf(-10))).isPresent();
    }

    @Test
    void what_is_known_by_its_thumbprint_alone_cannot_stand_on_a_list() {
        takeBack(7);
        var byThumbprint = new RevokedEntry.ByThumbprint(new Thumbprint("a".repeat(43)));
        var revocation = new Revocation(NOON, RevocationReason.SUPERSEDED);
        revoked.addAll(ACME, List.of(new RevokedCertificate(byThumbprint, revocation, "clerk")), NOON);

        assertThat(list(NOON).size()).isEqualTo(1);
    }

    @Test
    void a_list_that_says_something_else_is_never_handed_out() {
        takeBack(7);
        List<UnaryOperator<CrlDraft>> slips = List.of(
                draft -> with(draft, draft.number().add(BigInteger.ONE), draft.thisUpdate(), draft.nextUpdate()),
                draft -> with(draft, draft.number(), draft.thisUpdate().minusSeconds(1), draft.nextUpdate()),
                draft -> with(
                        draft,
                        draft.number(),
                        draft.thisUpdate(),
                        draft.nextUpdate().plusSeconds(1)),
                draft -> new CrlDraft(ISSUING, draft.number(), draft.thisUpdate(), draft.nextUpdate(), draft.entries()),
                draft -> new CrlDraft(
                        draft.issuer(), draft.number(), draft.thisUpdate(), draft.nextUpdate(), new LinkedHashMap<>()),
                draft -> CrlDraft.of(
                        draft.issuer(),
                        draft.number(),
                        List.of(new RevokedCertificate(
                                new RevokedEntry.BySerial(Optional.empty(), BigInteger.TWO),
                                new Revocation(NOON, RevocationReason.UNSPECIFIED),
                                "clerk")),
                        NOON));

        assertThat(slips).allSatisfy(slip -> {
            assertThatIllegalStateException()
                    .isThrownBy(() -> publishing(slip).publish(ACME, NOON))
                    .withMessageContaining("something else");
            assertThat(lists.last(ACME)).isEmpty();
        });
    }

    private static CrlDraft with(CrlDraft draft, BigInteger number, Instant thisUpdate, Instant nextUpdate) {
        return new CrlDraft(draft.issuer(), number, thisUpdate, nextUpdate, draft.entries());
    }

    @Test
    void a_list_that_another_key_signed_is_never_handed_out() {
        var writer = new Asn1CrlWriter();
        CrlSigner stranger = writer.draw(ACME, NOON);
        var swapping = new CrlWriter() {
            @Override
            public CrlSigner draw(TenantId tenant, Instant now) {
                return writer.draw(tenant, now);
            }

            @Override
            public byte[] write(CrlDraft draft, CrlSigner signer) {
                return writer.write(draft, stranger);
            }
        };

        assertThatIllegalStateException()
                .isThrownBy(() -> new PublishCrl(lists, revoked, swapping, FORMATS).publish(ACME, NOON));
    }
}
