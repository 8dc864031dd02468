package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.core.trust.TrustAnchors.Added;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What every [TrustAnchors] does.
abstract class TrustAnchorsContract {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final X509Certificate CERTIFICATE = ROOT.certificate();

    abstract Stores stores();

    private TrustAnchors anchors() {
        return stores().withTwoTenants().anchors();
    }

    @Test
    void an_anchor_is_found_by_id_fingerprint_subject_and_tenant() {
        var anchors = anchors();
        TrustAnchor anchor = Samples.anchor(ACME, CERTIFICATE);

        assertThat(anchors.add(anchor)).isEqualTo(Added.ADDED);

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

        anchors.add(ours);

        assertThat(anchors.add(theirs)).isEqualTo(Added.ADDED);
        assertThat(anchors.named(CERTIFICATE.getSubjectX500Principal())).containsExactlyInAnyOrder(ours, theirs);
    }

    @Test
    void a_certificate_is_uploaded_once() {
        var anchors = anchors();
        anchors.add(Samples.anchor(ACME, CERTIFICATE));

        assertThat(anchors.add(Samples.anchor(ACME, CERTIFICATE))).isEqualTo(Added.ALREADY_YOURS);
        assertThat(anchors.of(ACME)).hasSize(1);
    }

    @Test
    void a_key_anchors_one_tenant_whatever_certificate_it_comes_in() {
        var anchors = anchors();
        TestCa sameKey = TestCa.root("Another Root").crossSigning(ROOT);
        TrustAnchor first = Samples.anchor(ACME, CERTIFICATE);
        TrustAnchor second = Samples.anchor(ACME, sameKey.certificate());
        TrustAnchor theirs = Samples.anchor(OTHER, sameKey.certificate());

        assertThat(anchors.add(first)).isEqualTo(Added.ADDED);
        assertThat(anchors.add(theirs)).isEqualTo(Added.TAKEN_BY_ANOTHER_TENANT);
        assertThat(anchors.add(second)).isEqualTo(Added.ADDED);

        anchors.remove(first.id());
        assertThat(anchors.add(theirs)).isEqualTo(Added.TAKEN_BY_ANOTHER_TENANT);
        anchors.remove(second.id());
        assertThat(anchors.add(theirs)).isEqualTo(Added.ADDED);
    }

    @Test
    void the_key_of_a_removed_tenant_is_free() {
        var stores = stores().withTwoTenants();
        stores.anchors().add(Samples.anchor(ACME, CERTIFICATE));

        stores.tenants().remove(ACME);

        assertThat(stores.anchors().add(Samples.anchor(OTHER, CERTIFICATE))).isEqualTo(Added.ADDED);
    }

    @Test
    void a_tenant_has_few_anchors_of_one_name() {
        var anchors = anchors();
        for (int i = 0; i < TrustAnchors.PER_SUBJECT_MAX; i++) {
            assertThat(anchors.add(Samples.anchor(ACME, TestCa.root("Acme Root").certificate())))
                    .isEqualTo(Added.ADDED);
        }

        assertThat(anchors.add(Samples.anchor(ACME, CERTIFICATE))).isEqualTo(Added.TOO_MANY);
        assertThat(anchors.add(Samples.anchor(OTHER, CERTIFICATE))).isEqualTo(Added.ADDED);
        assertThat(anchors.of(ACME)).hasSize(TrustAnchors.PER_SUBJECT_MAX);
    }

    @Test
    void anchors_stand_in_the_order_of_their_upload() {
        var anchors = anchors();
        TrustAnchor first = Samples.anchor(ACME, TestCa.root("z").certificate());
        TrustAnchor second = Samples.anchor(ACME, TestCa.root("a").certificate());
        TrustAnchor third = Samples.anchor(ACME, TestCa.root("m").certificate());

        anchors.add(first);
        anchors.add(second);
        anchors.remove(first.id());
        anchors.add(third);
        anchors.add(first);

        assertThat(anchors.of(ACME)).containsExactly(second, third, first);
    }

    @Test
    void name_status_and_auto_registration_can_be_changed() {
        var anchors = anchors();
        TrustAnchor before = Samples.anchor(ACME, CERTIFICATE);
        anchors.add(before);
        anchors.find(before.id());
        var after =
                new TrustAnchor(before.id(), ACME, CERTIFICATE, before.fingerprint(), Optional.empty(), false, true);

        assertThat(anchors.replace(after)).isTrue();

        assertThat(anchors.find(before.id())).contains(after);
        assertThat(anchors.named(CERTIFICATE.getSubjectX500Principal())).containsExactly(after);
        assertThat(anchors.of(ACME)).containsExactly(after);
    }

    @Test
    void a_removed_anchor_cannot_be_changed_or_removed_again() {
        var anchors = anchors();
        TrustAnchor anchor = Samples.anchor(ACME, CERTIFICATE);
        anchors.add(anchor);

        assertThat(anchors.remove(anchor.id())).isTrue();
        assertThat(anchors.remove(anchor.id())).isFalse();
        assertThat(anchors.replace(anchor)).isFalse();
        assertThat(anchors.named(CERTIFICATE.getSubjectX500Principal())).isEmpty();
    }
}
