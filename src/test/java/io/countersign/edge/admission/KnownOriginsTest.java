package io.countersign.edge.admission;

import static io.countersign.edge.admission.KnownOrigins.SHARES;
import static io.countersign.edge.admission.KnownOrigins.STRANGERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.TenantId;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whose device is likely to come from an address.
class KnownOriginsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final int MANY = 1000;

    private final KnownOrigins origins = new KnownOrigins(42);

    private static InetAddress ip(String address) {
        return InetAddress.ofLiteral(address);
    }

    private static String numbered(int number) {
        return "10.1." + number / 256 + "." + number % 256;
    }

    /// Somebody was at the first address; the last column tells whether whoever comes from the second is known.
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "192.0.2.1, ::ffff:192.0.2.1, true",
        "0.0.0.0, 0.0.0.0, true",
        "2001:db8::1, 2001:db8::1, true",
        "2001:db8::1, 2001:db8::ffff:ffff:ffff:ffff, true",
        "2001:db8::1, 2001:db8:0:1::1, false",
        "2001:db8::1, 192.0.2.1, false",
        "fe80::1%1, fe80::2, true",
        "unknown, 0.0.0.0, false",
    })
    void known_is_the_address_or_the_network_of_version_6(String before, String now, boolean isKnown) {
        origins.remember(before, ACME);

        assertThat(origins.shareOf(ip(now)) != STRANGERS).isEqualTo(isKnown);
    }

    @Test
    void at_first_all_are_strangers() {
        for (int i = 0; i < MANY; i++) {
            assertThat(origins.shareOf(ip(numbered(i)))).isEqualTo(STRANGERS);
        }
    }

    @Test
    void all_addresses_of_a_tenant_have_one_share_and_tenants_different_ones() {
        Set<Integer> shares = new HashSet<>();
        for (int tenant = 0; tenant < 10; tenant++) {
            origins.remember(numbered(tenant), new TenantId("tenant" + tenant));
            origins.remember(numbered(MANY + tenant), new TenantId("tenant" + tenant));
        }
        for (int tenant = 0; tenant < 10; tenant++) {
            int share = origins.shareOf(ip(numbered(tenant)));
            assertThat(share)
                    .isEqualTo(origins.shareOf(ip(numbered(MANY + tenant))))
                    .isBetween(1, SHARES - 1);
            shares.add(share);
        }
        assertThat(shares).hasSizeGreaterThan(5); // two of ten may have one together, but not most of them
    }

    @Test
    void the_last_tenant_at_an_address_counts() {
        origins.remember("192.0.2.1", ACME);
        origins.remember("192.0.2.2", new TenantId("other"));
        int other = origins.shareOf(ip("192.0.2.2"));

        origins.remember("192.0.2.1", new TenantId("other"));

        assertThat(origins.shareOf(ip("192.0.2.1"))).isEqualTo(other);
    }

    /// Fewer than one in a hundred of a thousand among half a million places.
    @Test
    void hardly_any_is_pushed_out_by_others() {
        for (int i = 0; i < MANY; i++) {
            origins.remember(numbered(i), ACME);
        }
        int known = 0;
        for (int i = 0; i < MANY; i++) {
            known += origins.shareOf(ip(numbered(i))) == STRANGERS ? 0 : 1;
        }
        assertThat(known).isGreaterThan(MANY * 99 / 100);
    }
}
