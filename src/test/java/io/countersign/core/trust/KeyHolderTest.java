package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.TenantId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Contract.md 2.3 and docs/decisions/0009: a tenant draws no devices away by uploading a certificate that it merely
/// has.
class KeyHolderTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    @ParameterizedTest(name = "first {0}, proven {1}, other first {2}, other proven {3}")
    @CsvSource({
        // of acme      | of other      | believed
        "true,  false,    false, false,   true",
        "true,  true,     false, false,   true",
        "true,  false,    false, true,    false",
        "true,  true,     false, true,    true",
        "false, false,    true,  false,   false",
        "false, true,     true,  false,   true",
        "false, true,     true,  true,    true",
        "false, false,    true,  true,    false",
        "false, false,    false, false,   false",
        "false, false,    false, true,    false",
    })
    void of_two_tenants_with_one_key_the_first_is_believed_until_another_proves(
            boolean first, boolean proven, boolean otherFirst, boolean otherProven, boolean believed) {
        var holder = new KeyHolder(ACME, first, proven);
        var other = new KeyHolder(OTHER, otherFirst, otherProven);

        assertThat(holder.isBelieved(List.of(holder, other))).isEqualTo(believed);
        assertThat(holder.isBelieved(List.of(other, holder))).isEqualTo(believed);
    }

    @ParameterizedTest
    @CsvSource({"true, false, true", "true, true, true", "false, true, true", "false, false, false"})
    void alone_with_its_key_the_first_needs_no_proof(boolean first, boolean proven, boolean believed) {
        var holder = new KeyHolder(ACME, first, proven);

        assertThat(holder.isBelieved(List.of(holder))).isEqualTo(believed);
    }

    @ParameterizedTest
    @CsvSource({"false, true", "true, false"})
    void a_proof_of_ones_own_other_certificate_does_no_harm(boolean otherFirst, boolean thisFirst) {
        var holder = new KeyHolder(ACME, thisFirst, false);
        var twin = new KeyHolder(ACME, otherFirst, true);

        assertThat(holder.isBelieved(List.of(holder, twin))).isTrue();
    }
}
