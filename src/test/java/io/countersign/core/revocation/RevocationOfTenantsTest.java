package io.countersign.core.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.InMemoryTenantOptions;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.trust.InMemoryTrustAnchors;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.TestCa;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How long what is known says the same if nothing is added.
class RevocationOfTenantsTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z");
    private static final TestCa ROOT = TestCa.root("Acme Root");

    private final InMemoryTenantOptions options = new InMemoryTenantOptions();
    private final InMemoryCrls crls = new InMemoryCrls();
    private final Asn1RevocationFormats formats = new Asn1RevocationFormats();
    private final RevocationOfTenants revocation = new RevocationOfTenants(
            new RevocationOfTenants.Known(
                    options,
                    new InMemoryTrustAnchors(),
                    new InMemoryRevokedCertificates(),
                    crls,
                    new RecentAnswers(new Changes()),
                    Outside.NOBODY),
            formats,
            new Asn1CertificateDetails());

    private void keep(TestCa ca, String source, Instant nextUpdate) {
        Crl list = formats.crl(CrlSpec.of(ca).until(nextUpdate).der());
        crls.put(ACME, KeptCrl.signedBy(ca.certificate().getPublicKey(), "1", source, list, NOW), new byte[] {1});
    }

    private void set(TenantOption.Name name, String value) {
        options.put(ACME, List.of(new TenantOption(name, value, true)));
    }

    @Test
    void without_lists_nothing_gets_old() {
        assertThat(revocation.lasts(ACME, NOW)).isEqualTo(Instant.MAX);
    }

    @Test
    void lists_that_are_not_looked_at_do_not_get_old() {
        keep(ROOT, "", NOW);
        set(RevocationSettings.OFFLINE, "false");
        keep(ROOT, "http://crl.example/", NOW);

        assertThat(revocation.lasts(ACME, NOW)).isEqualTo(Instant.MAX);
    }

    /// The grace is an hour. A list that is too old already says what it will go on saying.
    @ParameterizedTest
    @CsvSource({
        "PT-1H, PT0S",
        "PT-59M-57S, PT3S",
        "PT-59M-50S, PT10S",
        "PT-59M-49S, PT10S",
        "PT48H, PT10S",
        "PT-1H-1S, PT10S",
    })
    void with_lists_it_lasts_ten_seconds_and_no_longer_than_the_first_of_them(Duration nextUpdate, Duration lasts) {
        keep(ROOT, "", NOW.plus(nextUpdate));
        keep(TestCa.root("Another Root"), "", NOW.plus(Duration.ofDays(3)));

        assertThat(revocation.lasts(ACME, NOW)).isEqualTo(NOW.plus(lasts));
    }

    @Test
    void the_grace_of_the_tenant_counts() {
        keep(ROOT, "", NOW);
        set(RevocationSettings.GRACE, "4");

        assertThat(revocation.lasts(ACME, NOW)).isEqualTo(NOW.plusSeconds(4));
    }

    @ParameterizedTest
    @CsvSource({"crl.online.check.enabled", "ocsp.check.enabled"})
    void where_something_outside_is_asked_it_lasts_ten_seconds(String option) {
        set(new TenantOption.Name("configuration", option), "true");

        assertThat(revocation.lasts(ACME, NOW)).isEqualTo(NOW.plusSeconds(10));
    }
}
