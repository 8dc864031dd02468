package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.MOMENT;
import static io.countersign.edge.store.Samples.OTHER;
import static io.countersign.edge.store.Samples.crl;
import static io.countersign.edge.store.Samples.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.revocation.Crls.Kept;
import io.countersign.core.revocation.KeptCrl.Origin;
import io.countersign.core.revocation.Revocation;
import io.countersign.core.revocation.RevocationReason;
import io.countersign.core.revocation.RevokedCertificate;
import io.countersign.core.revocation.RevokedCertificates.Event;
import io.countersign.core.revocation.RevokedCertificates.Standing;
import io.countersign.core.revocation.RevokedEntry;
import io.countersign.core.tenant.Page;
import io.countersign.core.trust.Thumbprint;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.TestCa;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the stores of what was taken back hold to.
abstract class RevocationContract {
    private static final Set<Origin> ANY = EnumSet.allOf(Origin.class);
    private static final Page ALL = new Page(1, 100);
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final TestCa TWIN = TestCa.root("Acme Root");
    private static final byte[] DER = {1, 2, 3};

    private Stores stores = Stores.inMemory();

    abstract Stores stores();

    @BeforeEach
    void two_tenants() {
        stores = stores().withTwoTenants();
    }

    private static CertificateRef ref(long serial, TestCa issuer) {
        return new CertificateRef(
                io.countersign.core.revocation.IssuerRef.of(issuer.certificate()), BigInteger.valueOf(serial));
    }

    private static RevokedCertificate ofIssuer(long serial, String issuer) {
        return new RevokedCertificate(
                new RevokedEntry.BySerial(Optional.of(new X500Principal(issuer)), BigInteger.valueOf(serial)),
                new Revocation(MOMENT, RevocationReason.SUPERSEDED),
                "acme/clerk");
    }

    @Test
    void a_serial_number_alone_is_meant_whoever_issued_it_and_with_an_issuer_only_its_own() {
        stores.revokedCertificates().addAll(ACME, List.of(revoked(7), ofIssuer(8, "CN=Acme Root")), MOMENT);

        assertThat(stores.revokedCertificates().find(ACME, ref(7, ROOT)))
                .contains(revoked(7).revocation());
        assertThat(stores.revokedCertificates().find(ACME, ref(7, TestCa.root("Other"))))
                .isPresent();
        assertThat(stores.revokedCertificates().find(ACME, ref(8, ROOT))).isPresent();
        assertThat(stores.revokedCertificates().find(ACME, ref(8, TestCa.root("Other"))))
                .isEmpty();
        assertThat(stores.revokedCertificates().find(ACME, ref(9, ROOT))).isEmpty();
        assertThat(stores.revokedCertificates().find(OTHER, ref(7, ROOT))).isEmpty();
        assertThat(stores.revokedCertificates().count(ACME)).isEqualTo(2);
    }

    @Test
    void what_is_there_stays_as_it_is_and_what_is_undone_is_gone_and_both_are_told() {
        RevokedCertificate later = new RevokedCertificate(
                revoked(7).entry(), new Revocation(MOMENT.plusSeconds(9), RevocationReason.UNSPECIFIED), "acme/other");
        stores.revokedCertificates().addAll(ACME, List.of(revoked(7), later), MOMENT);
        stores.revokedCertificates().addAll(ACME, List.of(later), MOMENT);
        assertThat(stores.revokedCertificates().page(ACME, ALL)).containsExactly(revoked(7));

        var entry = revoked(7).entry();
        assertThat(stores.revokedCertificates().undo(ACME, entry, "acme/other", MOMENT.plusSeconds(1)))
                .isTrue();
        assertThat(stores.revokedCertificates().undo(ACME, entry, "acme/other", MOMENT))
                .isFalse();
        assertThat(stores.revokedCertificates().undo(OTHER, entry, "acme/other", MOMENT))
                .isFalse();

        assertThat(stores.revokedCertificates().find(ACME, ref(7, ROOT))).isEmpty();
        assertThat(stores.revokedCertificates().events(ACME, ALL))
                .containsExactly(
                        new Event(MOMENT.plusSeconds(1), "acme/other", false, entry, RevocationReason.KEY_COMPROMISE),
                        new Event(MOMENT, "acme/admin", true, entry, RevocationReason.KEY_COMPROMISE));
        assertThat(stores.revokedCertificates().events(OTHER, ALL)).isEmpty();
    }

    @Test
    void a_thumbprint_is_meant_alone_and_is_undone_and_told_like_any_other() {
        var entry = new RevokedEntry.ByThumbprint(Samples.LEAF);
        var taken = new RevokedCertificate(entry, revoked(7).revocation(), "acme/admin");
        stores.revokedCertificates().addAll(ACME, List.of(taken, revoked(0), taken), MOMENT);

        assertThat(stores.revokedCertificates().find(ACME, Samples.LEAF)).contains(taken.revocation());
        assertThat(stores.revokedCertificates().find(ACME, new Thumbprint("b".repeat(43))))
                .isEmpty();
        assertThat(stores.revokedCertificates().find(OTHER, Samples.LEAF)).isEmpty();
        assertThat(stores.revokedCertificates().page(ACME, ALL)).containsExactly(revoked(0), taken);
        assertThat(stores.revokedCertificates().since(ACME, 0).orElseThrow().certificates())
                .containsExactly(taken, revoked(0));

        assertThat(stores.revokedCertificates().undo(ACME, entry, "acme/other", MOMENT))
                .isTrue();
        assertThat(stores.revokedCertificates().undo(ACME, entry, "acme/other", MOMENT))
                .isFalse();
        assertThat(stores.revokedCertificates().find(ACME, Samples.LEAF)).isEmpty();
        assertThat(stores.revokedCertificates().page(ACME, ALL)).containsExactly(revoked(0));
        assertThat(stores.revokedCertificates().events(ACME, ALL).getFirst())
                .isEqualTo(new Event(MOMENT, "acme/other", false, entry, RevocationReason.KEY_COMPROMISE));
    }

    @Test
    void what_was_taken_back_is_told_at_once_and_again_only_after_something_was_done() {
        assertThat(stores.revokedCertificates().since(ACME, 0)).isEmpty();
        assertThat(stores.revokedCertificates().since(ACME, Standing.NEVER_TOLD))
                .contains(new Standing(0, List.of()));

        stores.revokedCertificates().addAll(ACME, List.of(revoked(7), ofIssuer(8, "CN=Acme Root")), MOMENT);
        Standing two = stores.revokedCertificates().since(ACME, 0).orElseThrow();
        assertThat(two.certificates()).containsExactly(revoked(7), ofIssuer(8, "CN=Acme Root"));

        stores.revokedCertificates().addAll(ACME, List.of(revoked(7)), MOMENT);
        stores.revokedCertificates().addAll(OTHER, List.of(revoked(9)), MOMENT);
        assertThat(stores.revokedCertificates().since(ACME, two.change())).isEmpty();
        assertThat(stores.revokedCertificates().since(ACME, Standing.NEVER_TOLD))
                .contains(two);

        stores.revokedCertificates().undo(ACME, revoked(7).entry(), "clerk", MOMENT);
        Standing one = stores.revokedCertificates().since(ACME, two.change()).orElseThrow();
        assertThat(one.certificates()).containsExactly(ofIssuer(8, "CN=Acme Root"));
        assertThat(one.change()).isGreaterThan(two.change());
    }

    @Test
    void a_list_takes_the_place_of_the_one_before_it_and_its_number_does_not_go_back() {
        assertThat(stores.crls().put(ACME, crl(ROOT, "", CrlSpec.of(ROOT).numbered(5)), DER))
                .isEqualTo(Kept.KEPT);
        assertThat(stores.crls().put(ACME, crl(ROOT, "", CrlSpec.of(ROOT).numbered(4)), DER))
                .isEqualTo(Kept.OLDER);
        assertThat(stores.crls().put(ACME, crl(ROOT, "", CrlSpec.of(ROOT)), DER))
                .isEqualTo(Kept.OLDER);
        assertThat(stores.crls().put(ACME, crl(ROOT, "", CrlSpec.of(ROOT).numbered(6)), DER))
                .isEqualTo(Kept.KEPT);
        assertThat(stores.crls().of(ACME)).hasSize(1);

        stores.crls().put(ACME, crl(ROOT, "", CrlSpec.of(ROOT).numbered(7).changing(6)), DER);
        stores.crls()
                .put(ACME, crl(ROOT, "http://crl.example/", CrlSpec.of(ROOT).numbered(1)), DER);
        assertThat(stores.crls().of(ACME))
                .as("a delta and another source stand beside it")
                .hasSize(3);
        assertThat(stores.crls().issuedBy(ACME, ROOT.certificate().getSubjectX500Principal(), ANY))
                .hasSize(3);
        assertThat(stores.crls()
                        .issuedBy(ACME, ROOT.certificate().getSubjectX500Principal(), EnumSet.of(Origin.FETCHED)))
                .hasSize(1);
        assertThat(stores.crls().of(OTHER)).isEmpty();
    }

    @Test
    void what_a_list_revokes_is_found_by_its_issuers_name_and_key() {
        X509Certificate pump = ROOT.device("pump-1").certificate();
        stores.crls().put(ACME, crl(ROOT, "", pump), DER);
        long serial = pump.getSerialNumber().longValueExact();

        assertThat(stores.crls().find(ACME, ref(serial, ROOT), ANY)).isPresent();
        assertThat(stores.crls().find(ACME, ref(serial, ROOT), EnumSet.of(Origin.FETCHED)))
                .as("it was uploaded")
                .isEmpty();
        assertThat(stores.crls().find(ACME, ref(serial, TWIN), ANY))
                .as("a CA of the same name")
                .isEmpty();
        assertThat(stores.crls().find(ACME, ref(serial + 1, ROOT), ANY)).isEmpty();
        assertThat(stores.crls().find(OTHER, ref(serial, ROOT), ANY)).isEmpty();
    }

    @Test
    void a_removed_list_and_what_belonged_to_a_removed_tenant_are_gone() {
        stores.crls().put(ACME, crl(ROOT, ""), DER);
        stores.revokedCertificates().addAll(ACME, List.of(revoked(7)), MOMENT);
        String id = stores.crls().of(ACME).getFirst().id();

        assertThat(stores.crls().remove(OTHER, id)).isFalse();
        assertThat(stores.crls().remove(ACME, id)).isTrue();
        assertThat(stores.crls().remove(ACME, id)).isFalse();
        assertThat(stores.crls().of(ACME)).isEmpty();

        stores.crls().put(ACME, crl(ROOT, ""), DER);
        stores.tenants().remove(ACME);
        assertThat(stores.crls().of(ACME)).isEmpty();
        assertThat(stores.revokedCertificates().count(ACME)).isZero();
    }
}
