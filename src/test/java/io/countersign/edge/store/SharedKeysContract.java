package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.trust.Possession;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors.Added;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.testing.TestCa;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who of several tenants that uploaded one key is believed, in every store (contract.md 2.3, docs/decisions/0009).
abstract class SharedKeysContract {
    private static final TestCa ROOT = TestCa.root("Shared Root");
    private static final TestCa SAME_KEY = TestCa.root("Another Root").crossSigning(ROOT);

    private final TrustAnchor ours = Samples.anchor(ACME, ROOT.certificate());
    private final TrustAnchor theirs = Samples.anchor(OTHER, ROOT.certificate());
    private Stores stores = Stores.inMemory();

    abstract Stores stores();

    @BeforeEach
    void open() {
        stores = stores().withTwoTenants();
    }

    private void share(TrustAnchor... anchors) {
        for (TrustAnchor anchor : anchors) {
            assertThat(stores.anchors().add(List.of(anchor), Sharing.ALLOWED).added())
                    .isEqualTo(Added.ADDED);
        }
    }

    private void prove(TrustAnchor anchor) {
        stores.anchors().change(anchor.id(), present -> present.with(new Possession(true, Optional.empty())));
    }

    /// Looked at on every way that leads to it.
    private boolean isEffective(TrustAnchor anchor) {
        boolean effective = stores.anchors().find(anchor.id()).orElseThrow().effective();
        assertThat(stores.anchors().named(anchor.certificate().getSubjectX500Principal()))
                .filteredOn(found -> found.id().equals(anchor.id()))
                .singleElement()
                .matches(found -> found.effective() == effective);
        assertThat(stores.anchors().of(anchor.tenant()))
                .filteredOn(found -> found.id().equals(anchor.id()))
                .singleElement()
                .matches(found -> found.effective() == effective);
        return effective;
    }

    @Test
    void who_came_first_stays_and_an_unproven_copy_has_no_effect() {
        share(ours, theirs);

        assertThat(isEffective(ours)).isTrue();
        assertThat(isEffective(theirs)).isFalse();
    }

    @Test
    void whoever_proves_is_believed_and_the_first_is_no_more_until_it_proves_too() {
        share(ours, theirs);

        prove(theirs);
        assertThat(isEffective(theirs)).isTrue();
        assertThat(isEffective(ours)).isFalse();

        prove(ours);
        assertThat(isEffective(theirs)).isTrue();
        assertThat(isEffective(ours)).isTrue();
    }

    @Test
    void the_first_is_believed_again_when_the_one_that_proved_leaves() {
        share(ours, theirs);
        prove(theirs);

        stores.anchors().remove(theirs.id());
        assertThat(isEffective(ours)).isTrue();

        share(theirs);
        prove(theirs);
        assertThat(isEffective(ours)).isFalse();
        stores.tenants().remove(OTHER);
        assertThat(isEffective(ours)).isTrue();
    }

    @Test
    void a_copy_does_not_inherit_from_the_first_that_leaves() {
        share(ours, theirs);

        stores.anchors().remove(ours.id());
        assertThat(isEffective(theirs)).isFalse();

        share(ours);
        assertThat(isEffective(ours)).isTrue();
        assertThat(isEffective(theirs)).isFalse();
        stores.tenants().remove(ACME);
        assertThat(isEffective(theirs)).isFalse();
    }

    @Test
    void a_copy_that_is_uploaded_anew_after_the_first_left_is_the_first() {
        share(ours, theirs);
        stores.anchors().remove(ours.id());
        stores.anchors().remove(theirs.id());

        share(theirs, ours);

        assertThat(isEffective(theirs)).isTrue();
        assertThat(isEffective(ours)).isFalse();
    }

    @Test
    void being_first_is_a_matter_of_key_and_tenant_not_of_the_certificate() {
        TrustAnchor second = Samples.anchor(ACME, SAME_KEY.certificate());
        TrustAnchor theirSecond = Samples.anchor(OTHER, SAME_KEY.certificate());
        share(ours, theirs, second, theirSecond);

        assertThat(isEffective(second)).isTrue();
        assertThat(isEffective(theirSecond)).isFalse();

        stores.anchors().remove(ours.id());
        assertThat(isEffective(second)).isTrue();
        stores.anchors().remove(second.id());
        share(ours);
        assertThat(isEffective(ours)).isTrue();
        assertThat(isEffective(theirs)).isFalse();
    }

    @Test
    void a_proof_counts_for_the_certificate_it_was_given_for() {
        TrustAnchor theirSecond = Samples.anchor(OTHER, SAME_KEY.certificate());
        share(ours, theirs, theirSecond);

        prove(theirSecond);

        assertThat(isEffective(theirSecond)).isTrue();
        assertThat(isEffective(theirs)).isFalse();
        assertThat(isEffective(ours)).isFalse();
    }

    @Test
    void without_sharing_a_copy_that_has_no_effect_is_in_nobodys_way_and_a_proven_one_is() {
        share(ours, theirs);
        stores.anchors().remove(ours.id());
        assertThat(stores.trust(ours)).isEqualTo(Added.ADDED);
        assertThat(isEffective(ours)).isTrue();

        prove(theirs);
        stores.anchors().remove(ours.id());
        assertThat(stores.trust(ours)).isEqualTo(Added.TAKEN_BY_ANOTHER_TENANT);
    }

    @Test
    void an_intermediate_is_always_in_effect_and_takes_part_in_nothing() {
        TrustAnchor stored = Samples.intermediate(OTHER, ROOT.certificate());
        share(stored, ours);

        assertThat(isEffective(stored)).isTrue();
        assertThat(isEffective(ours)).isTrue();
        stores.anchors().remove(stored.id());
        share(theirs);
        assertThat(isEffective(ours)).isTrue();
        assertThat(isEffective(theirs)).isFalse();
    }
}
