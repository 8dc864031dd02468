package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.NOON;
import static io.countersign.edge.store.Samples.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.revocation.CrlSigner;
import io.countersign.core.revocation.OwnCrl;
import io.countersign.edge.revocation.Asn1CrlWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [io.countersign.core.revocation.OwnCrls] does.
abstract class OwnCrlsContract {
    private Stores stores = Stores.inMemory();

    abstract Stores stores();

    @BeforeEach
    void two_tenants() {
        stores = stores().withTwoTenants();
    }

    private static CrlSigner signer() {
        return new Asn1CrlWriter().draw(ACME, NOON);
    }

    private static OwnCrl list(long number, int content) {
        return new OwnCrl(number, 5, NOON, new byte[] {(byte) content});
    }

    @Test
    void the_first_key_that_is_kept_stays() {
        assertThat(stores.ownCrls().signer(ACME)).isEmpty();
        CrlSigner first = signer();

        assertThat(stores.ownCrls().keep(ACME, first)).isEqualTo(first);
        assertThat(stores.ownCrls().keep(ACME, signer())).isEqualTo(first);

        assertThat(stores.ownCrls().signer(ACME)).contains(first);
        assertThat(stores.ownCrls().signer(OTHER)).isEmpty();
    }

    @Test
    void a_list_takes_the_place_of_the_last_one_unless_its_number_is_not_higher() {
        assertThat(stores.ownCrls().last(ACME)).isEmpty();

        stores.ownCrls().put(ACME, list(7, 1));
        stores.ownCrls().put(ACME, list(7, 2));
        stores.ownCrls().put(ACME, list(6, 3));
        OwnCrl last = stores.ownCrls().last(ACME).orElseThrow();
        assertThat(last.number()).isEqualTo(7);
        assertThat(last.change()).isEqualTo(5);
        assertThat(last.thisUpdate()).isEqualTo(NOON);
        assertThat(last.der()).containsExactly(1);

        stores.ownCrls().put(ACME, list(8, 4));
        assertThat(stores.ownCrls().last(ACME).orElseThrow().der()).containsExactly(4);
        assertThat(stores.ownCrls().last(OTHER)).isEmpty();
    }

    @Test
    void both_go_with_the_tenant() {
        stores.ownCrls().keep(ACME, signer());
        stores.ownCrls().put(ACME, list(7, 1));

        stores.tenants().remove(ACME);

        assertThat(stores.ownCrls().signer(ACME)).isEmpty();
        assertThat(stores.ownCrls().last(ACME)).isEmpty();
    }
}
