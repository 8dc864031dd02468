package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.ACME;
import static io.countersign.core.token.TokenBench.ACME_DOMAIN;
import static io.countersign.core.token.TokenBench.BOLT;
import static io.countersign.core.token.TokenBench.BOLT_DOMAIN;
import static io.countersign.core.token.TokenBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.Domain;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantStatus;
import io.countersign.core.trust.CertificateChain;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.testing.TestCa;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which tenant a device belongs to (product.md 3.3).
class IssueTokenToTenantsTest {
    private final TokenBench bench = new TokenBench();

    /// Keycloak #52801: a twin CA of the same name must not impersonate.
    @Test
    void the_devices_of_two_cas_of_one_name_never_cross() {
        TestCa ofAcme = TestCa.root("Devices CA");
        TestCa ofBolt = TestCa.root("Devices CA");
        bench.trust(ACME, ofAcme);
        bench.trust(BOLT, ofBolt);

        for (Optional<Domain> host : hostsOfNobody()) {
            assertThat(tenantOf(bench.ask(TokenBench.chain(ofAcme.device("pump-1")), host, NOW)))
                    .contains(ACME);
            assertThat(tenantOf(bench.ask(TokenBench.chain(ofBolt.device("pump-1")), host, NOW)))
                    .contains(BOLT);
        }
        assertMisdirected(bench.ask(TokenBench.chain(ofBolt.device("pump-1")), Optional.of(ACME_DOMAIN), NOW), BOLT);
    }

    @Test
    void the_twin_of_a_trusted_ca_is_refused() {
        bench.trust(ACME, TestCa.root("Devices CA"));
        TestCa twin = TestCa.root("Devices CA");

        assertThat(bench.refusal(twin.device("pump-1"), NOW).refusal()).isInstanceOf(Refusal.Chain.class);
    }

    @Test
    void a_host_name_of_nobody_does_not_matter_where_one_tenant_only_trusts_the_leaf() {
        TestCa ca = TestCa.root("Acme");
        bench.trust(ACME, ca);
        CertificateChain pump = TokenBench.chain(ca.device("pump-1"));

        for (Optional<Domain> host : hostsOfNobody()) {
            assertThat(tenantOf(bench.ask(pump, host, NOW))).contains(ACME);
        }
        assertThat(tenantOf(bench.ask(pump, Optional.of(ACME_DOMAIN), NOW))).contains(ACME);
    }

    /// CVE-2025-66614, CVE-2018-21246: server name, host and certificate agree, or there is no token.
    @Test
    void the_host_name_of_another_tenant_is_refused_and_nothing_is_registered() {
        TestCa ca = TestCa.root("Acme");
        bench.trust(ACME, ca);
        CertificateChain pump = TokenBench.chain(ca.device("pump-1"));

        assertMisdirected(bench.ask(pump, Optional.of(BOLT_DOMAIN), NOW), ACME);
        assertMisdirected(bench.ask(pump, Set.of(ACME_DOMAIN, BOLT_DOMAIN), NOW), ACME);
        assertThat(bench.devices.find(ACME, new DeviceId("pump-1"))).isEmpty();
        assertThat(bench.devices.find(BOLT, new DeviceId("pump-1"))).isEmpty();
    }

    @Test
    void the_host_names_of_two_tenants_that_trust_the_leaf_decide_for_neither() {
        CertificateChain pump = pumpOfBoth();

        assertAmbiguous(bench.ask(pump, Set.of(ACME_DOMAIN, BOLT_DOMAIN), NOW));
        bench.register(ACME, "pump-1", Kind.CERTIFICATE, true);
        assertMisdirected(bench.ask(pump, Set.of(ACME_DOMAIN, BOLT_DOMAIN), NOW), ACME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "10.0.0.7"})
    void a_host_name_that_is_anybodys_is_no_other_tenants_even_if_one_took_it(String host) {
        TestCa ca = TestCa.root("Acme");
        bench.trust(ACME, ca);
        bench.tenants.replace(TokenBench.tenant(BOLT, new Domain(host), TenantStatus.ACTIVE));

        assertThat(tenantOf(bench.ask(TokenBench.chain(ca.device("pump-1")), Optional.of(new Domain(host)), NOW)))
                .contains(ACME);
    }

    @Test
    void the_host_name_decides_between_two_tenants() {
        CertificateChain pump = pumpOfBoth();

        assertThat(tenantOf(bench.ask(pump, Optional.of(ACME_DOMAIN), NOW))).contains(ACME);
        assertThat(tenantOf(bench.ask(pump, Optional.of(BOLT_DOMAIN), NOW))).contains(BOLT);
    }

    @Test
    void the_host_name_decides_before_the_registration() {
        CertificateChain pump = pumpOfBoth();
        bench.register(ACME, "pump-1", Kind.CERTIFICATE, true);

        assertThat(tenantOf(bench.ask(pump, Optional.of(BOLT_DOMAIN), NOW))).contains(BOLT);
    }

    @Test
    void where_the_host_name_says_nothing_the_registration_decides() {
        CertificateChain pump = pumpOfBoth();
        bench.register(BOLT, "pump-1", Kind.CERTIFICATE, true);

        assertThat(tenantOf(bench.ask(pump, Optional.empty(), NOW))).contains(BOLT);
        assertThat(tenantOf(bench.ask(pump, Optional.of(new Domain("else.example")), NOW)))
                .contains(BOLT);
    }

    @Test
    void where_nothing_decides_the_request_is_refused_and_nothing_is_registered() {
        CertificateChain pump = pumpOfBoth();

        assertAmbiguous(bench.ask(pump, Optional.empty(), NOW));
        assertAmbiguous(bench.ask(pump, Optional.of(new Domain("else.example")), NOW));
        assertThat(bench.devices.find(ACME, new DeviceId("pump-1"))).isEmpty();
        assertThat(bench.devices.find(BOLT, new DeviceId("pump-1"))).isEmpty();
    }

    @Test
    void a_device_that_is_registered_with_both_tenants_is_refused() {
        CertificateChain pump = pumpOfBoth();
        bench.register(ACME, "pump-1", Kind.CERTIFICATE, true);
        bench.register(BOLT, "pump-1", Kind.CERTIFICATE, true);

        assertAmbiguous(bench.ask(pump, Optional.empty(), NOW));
    }

    /// Decision 9: uploading the certificate of another tenant's CA draws no device away, and stops none.
    @Test
    void a_copy_of_anothers_anchor_changes_nothing_whatever_the_device_asks_for() {
        TestCa ca = TestCa.root("Acme");
        bench.trust(ACME, ca);
        bench.trust(BOLT, ca.certificate(), Sharing.ALLOWED);
        bench.register(BOLT, "pump-1", Kind.CERTIFICATE, true);

        for (Optional<Domain> host : hostsOfNobody()) {
            assertThat(tenantOf(bench.ask(TokenBench.chain(ca.device("pump-1")), host, NOW)))
                    .contains(ACME);
        }
    }

    @Test
    void between_two_tenants_that_both_hold_the_key_the_same_rules_decide() {
        TestCa ca = TestCa.root("Shared");
        CertificateChain pump = TokenBench.chain(ca.device("pump-1"));
        TrustAnchor ours = bench.trust(ACME, ca);
        bench.prove(bench.trust(BOLT, ca.certificate(), Sharing.ALLOWED));
        assertThat(tenantOf(bench.ask(pump, Optional.empty(), NOW))).contains(BOLT);
        assertMisdirected(bench.ask(pump, Optional.of(ACME_DOMAIN), NOW), BOLT);
        bench.devices.remove(BOLT, new DeviceId("pump-1"));

        bench.prove(ours);
        assertAmbiguous(bench.ask(pump, Optional.empty(), NOW));
        assertThat(tenantOf(bench.ask(pump, Optional.of(ACME_DOMAIN), NOW))).contains(ACME);
        assertThat(tenantOf(bench.ask(pump, Optional.empty(), NOW))).contains(ACME);
        assertThat(tenantOf(bench.ask(pump, Optional.of(BOLT_DOMAIN), NOW))).contains(BOLT);
    }

    @Test
    void one_device_id_is_two_devices_with_two_tenants() {
        CertificateChain pump = pumpOfBoth();
        TokenClaims ofAcme = claims(bench.ask(pump, Optional.of(ACME_DOMAIN), NOW));
        TokenClaims ofBolt = claims(bench.ask(pump, Optional.of(BOLT_DOMAIN), NOW));

        assertThat(ofAcme.tokenId()).isNotEqualTo(ofBolt.tokenId());
        bench.endToken.end(ofAcme);
        assertThat(claims(bench.ask(pump, Optional.of(BOLT_DOMAIN), NOW))).isEqualTo(ofBolt);
    }

    /// Bolt trusts the issuing CA, Acme the root above it.
    private CertificateChain pumpOfBoth() {
        TestCa root = TestCa.root("Root");
        TestCa issuing = root.issuing("Issuing");
        bench.trust(ACME, root);
        bench.trust(BOLT, issuing);
        return TokenBench.chain(issuing.device("pump-1"), issuing);
    }

    private List<Optional<Domain>> hostsOfNobody() {
        bench.tenants.add(TokenBench.tenant(TenantId.MANAGEMENT, new Domain("operator.example"), TenantStatus.ACTIVE));
        return List.of(Optional.empty(), Optional.of(new Domain("x")), Optional.of(new Domain("operator.example")));
    }

    private void assertMisdirected(IssueToken.Outcome outcome, TenantId own) {
        Domain domain = bench.tenants.find(own).orElseThrow().domain();
        assertThat(outcome).isInstanceOfSatisfying(IssueToken.Outcome.Refused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(new Refusal.Misdirected(domain));
            assertThat(refused.tenant()).contains(own);
        });
    }

    private static void assertAmbiguous(IssueToken.Outcome outcome) {
        assertThat(outcome).isEqualTo(new IssueToken.Outcome.Refused(new Refusal.TenantAmbiguous(), Optional.empty()));
    }

    private static Optional<TenantId> tenantOf(IssueToken.Outcome outcome) {
        return Optional.of(claims(outcome).tenant());
    }

    private static TokenClaims claims(IssueToken.Outcome outcome) {
        assertThat(outcome).isInstanceOf(IssueToken.Outcome.Granted.class);
        return ((IssueToken.Outcome.Granted) outcome).token().signed().claims();
    }
}
