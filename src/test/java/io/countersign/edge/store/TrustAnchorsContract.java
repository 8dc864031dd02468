package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Possession;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchor.Use;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.core.trust.TrustAnchors.Added;
import io.countersign.core.trust.TrustAnchors.Addition;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.core.trust.VerificationCode;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What every [TrustAnchors] does.
abstract class TrustAnchorsContract {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final X509Certificate CERTIFICATE = ROOT.certificate();

    abstract Stores stores();

    private TrustAnchors anchors() {
        return stores().withTwoTenants().anchors();
    }

    private static Added add(TrustAnchors anchors, TrustAnchor anchor) {
        return anchors.add(List.of(anchor), Sharing.FORBIDDEN).added();
    }

    @Test
    void an_anchor_is_found_by_id_fingerprint_subject_and_tenant() {
        var anchors = anchors();
        TrustAnchor anchor = Samples.anchor(ACME, CERTIFICATE);

        assertThat(add(anchors, anchor)).isEqualTo(Added.ADDED);

        assertThat(anchors.find(anchor.id())).contains(anchor);
        assertThat(anchors.find(ACME, anchor.fingerprint())).contains(anchor);
        assertThat(anchors.named(CERTIFICATE.getSubjectX500Principal())).containsExactly(anchor);
        assertThat(anchors.of(ACME)).containsExactly(anchor);
        assertThat(anchors.find(OTHER, anchor.fingerprint())).isEmpty();
        assertThat(anchors.of(OTHER)).isEmpty();
        assertThat(anchors.find(new AnchorId("0123456789abcdef"))).isEmpty();
    }

    @Test
    void anchors_of_one_name_but_different_keys_stand_side_by_side() {
        var anchors = anchors();
        TrustAnchor ours = Samples.anchor(ACME, CERTIFICATE);
        TrustAnchor theirs = Samples.anchor(OTHER, TestCa.root("Acme Root").certificate());

        add(anchors, ours);

        assertThat(add(anchors, theirs)).isEqualTo(Added.ADDED);
        assertThat(anchors.named(CERTIFICATE.getSubjectX500Principal())).containsExactlyInAnyOrder(ours, theirs);
    }

    @Test
    void a_certificate_is_uploaded_once() {
        var anchors = anchors();
        add(anchors, Samples.anchor(ACME, CERTIFICATE));

        assertThat(add(anchors, Samples.anchor(ACME, CERTIFICATE))).isEqualTo(Added.ALREADY_YOURS);
        assertThat(anchors.of(ACME)).hasSize(1);
    }

    @Test
    void a_certificate_has_one_use_for_a_tenant() {
        var anchors = anchors();
        TestCa issuing = ROOT.issuing("Acme Issuing");
        add(anchors, Samples.anchor(ACME, CERTIFICATE));
        add(anchors, Samples.intermediate(ACME, issuing.certificate()));

        assertThat(add(anchors, Samples.intermediate(ACME, CERTIFICATE))).isEqualTo(Added.YOURS_FOR_ANOTHER_USE);
        assertThat(add(anchors, Samples.anchor(ACME, issuing.certificate()))).isEqualTo(Added.YOURS_FOR_ANOTHER_USE);
        assertThat(add(anchors, Samples.anchor(OTHER, issuing.certificate()))).isEqualTo(Added.ADDED);
    }

    @Test
    void an_intermediate_claims_no_key_and_minds_no_claim() {
        var anchors = anchors();
        X509Certificate issuing = ROOT.issuing("Acme Issuing").certificate();
        TrustAnchor ours = Samples.intermediate(ACME, issuing);
        TrustAnchor theirs = Samples.intermediate(OTHER, issuing);

        assertThat(add(anchors, ours)).isEqualTo(Added.ADDED);
        assertThat(add(anchors, theirs)).isEqualTo(Added.ADDED);
        assertThat(anchors.named(issuing.getSubjectX500Principal())).containsExactlyInAnyOrder(ours, theirs);

        anchors.remove(ours.id());
        assertThat(add(anchors, Samples.anchor(ACME, issuing))).isEqualTo(Added.ADDED);
        anchors.remove(theirs.id());
        assertThat(add(anchors, Samples.anchor(OTHER, issuing))).isEqualTo(Added.TAKEN_BY_ANOTHER_TENANT);
        assertThat(add(anchors, Samples.intermediate(OTHER, issuing))).isEqualTo(Added.ADDED);
    }

    @Test
    void a_key_anchors_one_tenant_whatever_certificate_it_comes_in() {
        var anchors = anchors();
        TestCa sameKey = TestCa.root("Another Root").crossSigning(ROOT);
        TrustAnchor first = Samples.anchor(ACME, CERTIFICATE);
        TrustAnchor second = Samples.anchor(ACME, sameKey.certificate());
        TrustAnchor theirs = Samples.anchor(OTHER, sameKey.certificate());

        assertThat(add(anchors, first)).isEqualTo(Added.ADDED);
        assertThat(add(anchors, theirs)).isEqualTo(Added.TAKEN_BY_ANOTHER_TENANT);
        assertThat(add(anchors, second)).isEqualTo(Added.ADDED);

        anchors.remove(first.id());
        assertThat(add(anchors, theirs)).isEqualTo(Added.TAKEN_BY_ANOTHER_TENANT);
        anchors.remove(second.id());
        assertThat(add(anchors, theirs)).isEqualTo(Added.ADDED);
    }

    @Test
    void the_key_of_a_removed_tenant_is_free() {
        var stores = stores().withTwoTenants();
        stores.trust(Samples.anchor(ACME, CERTIFICATE));

        stores.tenants().remove(ACME);

        assertThat(stores.trust(Samples.anchor(OTHER, CERTIFICATE))).isEqualTo(Added.ADDED);
    }

    @Test
    void several_are_added_together_or_none() {
        var anchors = anchors();
        TrustAnchor first = Samples.anchor(ACME, TestCa.root("a").certificate());
        TrustAnchor second = Samples.anchor(ACME, CERTIFICATE);
        TrustAnchor twin = Samples.anchor(ACME, CERTIFICATE);

        assertThat(anchors.add(List.of(first, second, twin), Sharing.FORBIDDEN))
                .isEqualTo(new Addition(Added.ALREADY_YOURS, 2));
        assertThat(anchors.of(ACME)).isEmpty();
        assertThat(add(anchors, Samples.anchor(OTHER, CERTIFICATE))).isEqualTo(Added.ADDED);
        assertThat(anchors.add(List.of(first, second), Sharing.FORBIDDEN))
                .isEqualTo(new Addition(Added.TAKEN_BY_ANOTHER_TENANT, 1));

        assertThat(anchors.add(List.of(first), Sharing.FORBIDDEN)).isEqualTo(new Addition(Added.ADDED, 1));
        assertThat(anchors.of(ACME)).containsExactly(first);
    }

    @Test
    void a_tenant_has_few_certificates_of_one_name() {
        var anchors = anchors();
        for (int i = 0; i < TrustAnchors.PER_SUBJECT_MAX; i++) {
            X509Certificate twin = TestCa.root("Acme Root").certificate();
            assertThat(add(anchors, i % 2 == 0 ? Samples.anchor(ACME, twin) : Samples.intermediate(ACME, twin)))
                    .isEqualTo(Added.ADDED);
        }

        assertThat(add(anchors, Samples.anchor(ACME, CERTIFICATE))).isEqualTo(Added.TOO_MANY);
        assertThat(add(anchors, Samples.anchor(OTHER, CERTIFICATE))).isEqualTo(Added.ADDED);
        assertThat(anchors.of(ACME)).hasSize(TrustAnchors.PER_SUBJECT_MAX);
    }

    @Test
    void anchors_stand_in_the_order_of_their_upload() {
        var anchors = anchors();
        TrustAnchor first = Samples.anchor(ACME, TestCa.root("z").certificate());
        TrustAnchor second = Samples.anchor(ACME, TestCa.root("a").certificate());
        TrustAnchor third = Samples.anchor(ACME, TestCa.root("m").certificate());

        anchors.add(List.of(first, second), Sharing.FORBIDDEN);
        anchors.remove(first.id());
        anchors.add(List.of(third, first), Sharing.FORBIDDEN);

        assertThat(anchors.of(ACME)).containsExactly(second, third, first);
    }

    @Test
    void name_status_auto_registration_and_possession_can_be_changed() {
        var anchors = anchors();
        TrustAnchor before = Samples.anchor(ACME, CERTIFICATE);
        add(anchors, before);
        anchors.find(before.id());
        var code = new VerificationCode("c".repeat(160), Samples.NOON);
        TrustAnchor after = before.with(Optional.empty(), false, true).with(new Possession(true, Optional.of(code)));

        assertThat(anchors.change(before.id(), present -> {
                    assertThat(present).isEqualTo(before);
                    return after;
                }))
                .contains(after);

        assertThat(anchors.find(before.id())).contains(after);
        assertThat(anchors.named(CERTIFICATE.getSubjectX500Principal())).containsExactly(after);
        assertThat(anchors.of(ACME)).containsExactly(after);
    }

    @Test
    void no_parallel_change_is_lost() {
        var anchors = anchors();
        TrustAnchor anchor = Samples.anchor(ACME, CERTIFICATE);
        add(anchors, anchor);

        Parallel.calls(
                32,
                i -> anchors.change(
                        anchor.id(),
                        present -> present.with(
                                Optional.of(present.name().orElseThrow() + "+"),
                                present.enabled(),
                                present.autoRegistration())));

        assertThat(anchors.find(anchor.id()).flatMap(TrustAnchor::name)).contains("Plant 7" + "+".repeat(32));
    }

    @Test
    void a_removed_anchor_cannot_be_changed_or_removed_again() {
        var anchors = anchors();
        TrustAnchor anchor = Samples.anchor(ACME, CERTIFICATE);
        add(anchors, anchor);

        assertThat(anchors.remove(anchor.id())).isTrue();
        assertThat(anchors.remove(anchor.id())).isFalse();
        assertThat(anchors.change(anchor.id(), UnaryOperator.identity())).isEmpty();
        assertThat(anchors.named(CERTIFICATE.getSubjectX500Principal())).isEmpty();
    }

    @Test
    void a_use_is_kept_over_every_change() {
        var anchors = anchors();
        TrustAnchor intermediate = Samples.intermediate(ACME, CERTIFICATE);
        add(anchors, intermediate);

        anchors.change(intermediate.id(), present -> present.with(Optional.empty(), false, false));

        assertThat(anchors.find(intermediate.id()).map(TrustAnchor::use)).contains(Use.INTERMEDIATE);
    }
}
