package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.ACME;
import static io.countersign.core.token.TokenBench.ACME_DOMAIN;
import static io.countersign.core.token.TokenBench.BOLT;
import static io.countersign.core.token.TokenBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.revocation.CertificateRef;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantStatus;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a token rests on beside its signature (product.md 4).
class CheckTokenTest {
    private static final DeviceId PUMP = new DeviceId("pump-1");

    private final TokenBench bench = new TokenBench();
    private final TestCa ca = TestCa.root("Acme");
    private final TrustAnchor anchor = bench.trust(ACME, ca);
    private final DeviceToken.Signed token =
            bench.token(ca.device("pump-1"), NOW).signed();

    @Test
    void a_live_token_says_what_it_was_issued_with() {
        assertThat(bench.checkToken.check(token.text(), NOW)).isEqualTo(new CheckToken.Result.Live(token.claims()));
    }

    /// `iat` is 12:00:00, `exp` an hour later. A clock may have been set back by ten seconds since.
    @ParameterizedTest
    @CsvSource({
        "2026-03-01T11:59:49.999Z, TOKEN_NOT_YET_VALID",
        "2026-03-01T11:59:50.000Z,",
        "2026-03-01T12:00:00.000Z,",
        "2026-03-01T12:59:59.999Z,",
        "2026-03-01T13:00:00.000Z, TOKEN_EXPIRED",
        "2099-01-01T00:00:00.000Z, TOKEN_EXPIRED",
    })
    void a_token_counts_from_its_issue_until_its_end(Instant now, TokenFault fault) {
        assertThat(fault(now)).isEqualTo(Optional.ofNullable(fault));
    }

    @Test
    void a_token_of_a_suspended_tenant_is_dead_until_the_tenant_is_served_again() {
        bench.suspend(ACME, ACME_DOMAIN);
        assertThat(fault(NOW)).contains(TokenFault.TENANT_SUSPENDED);

        bench.tenants.replace(TokenBench.tenant(ACME, ACME_DOMAIN, TenantStatus.ACTIVE));
        assertThat(fault(NOW)).isEmpty();
    }

    @Test
    void a_token_of_a_tenant_that_is_gone_is_dead() {
        bench.tenants.remove(ACME);

        assertThat(fault(NOW)).contains(TokenFault.TENANT_SUSPENDED);
    }

    @Test
    void a_token_of_a_disabled_device_is_dead_until_it_is_enabled_again() {
        bench.devices.setEnabled(ACME, PUMP, false);
        assertThat(fault(NOW)).contains(TokenFault.DEVICE_DISABLED);

        bench.devices.setEnabled(ACME, PUMP, true);
        assertThat(fault(NOW)).isEmpty();
    }

    @Test
    void a_token_of_a_device_that_became_a_password_device_is_dead() {
        bench.devices.putAll(List.of(new Device(ACME, PUMP, Kind.PASSWORD, true, NOW)));

        assertThat(fault(NOW)).contains(TokenFault.PASSWORD_DEVICE);
    }

    @Test
    void a_token_of_a_removed_device_is_dead() {
        bench.devices.remove(ACME, PUMP);

        assertThat(fault(NOW)).contains(TokenFault.NOT_REGISTERED);
    }

    @ParameterizedTest
    @CsvSource({"0,", "1, NOT_REGISTERED", "60000, NOT_REGISTERED"})
    void a_token_from_before_the_present_registration_is_of_another_device(long millisLater, TokenFault fault) {
        bench.devices.remove(ACME, PUMP);
        bench.devices.register(new Device(ACME, PUMP, Kind.CERTIFICATE, true, NOW.plusMillis(millisLater)));

        assertThat(fault(NOW.plusMillis(millisLater))).isEqualTo(Optional.ofNullable(fault));
    }

    @Test
    void another_tenants_device_of_the_same_name_does_not_help() {
        bench.devices.remove(ACME, PUMP);
        bench.register(BOLT, "pump-1", Kind.CERTIFICATE, true);

        assertThat(fault(NOW)).contains(TokenFault.NOT_REGISTERED);
    }

    @Test
    void a_token_that_was_logged_out_is_dead() {
        bench.endToken.end(token.claims());

        assertThat(fault(NOW)).contains(TokenFault.TOKEN_LOGGED_OUT);
    }

    @Test
    void a_token_whose_issue_a_crash_made_us_forget_is_live() {
        bench.issuedTokens.remove(ACME, PUMP);

        assertThat(fault(NOW)).isEmpty();
    }

    @Test
    void a_token_below_a_disabled_anchor_is_dead_until_the_anchor_is_enabled_again() {
        bench.change(anchor, false, true);
        assertThat(fault(NOW)).contains(TokenFault.ANCHOR_DISABLED);

        bench.change(anchor, true, false);
        assertThat(fault(NOW)).isEmpty();
    }

    @Test
    void a_token_below_a_deleted_anchor_stays_dead_when_the_same_certificate_is_uploaded_again() {
        bench.anchors.remove(anchor.id());
        assertThat(fault(NOW)).contains(TokenFault.ANCHOR_DELETED);

        bench.trust(ACME, ca);
        assertThat(fault(NOW)).contains(TokenFault.ANCHOR_DELETED);
    }

    @Test
    void a_token_below_an_anchor_whose_key_another_tenant_proved_to_hold_is_dead_until_its_own_tenant_proves() {
        TrustAnchor copy = bench.trust(BOLT, ca.certificate(), Sharing.ALLOWED);
        assertThat(fault(NOW)).isEmpty();

        bench.prove(copy);
        assertThat(fault(NOW)).contains(TokenFault.ANCHOR_UNPROVEN);

        bench.prove(anchor);
        assertThat(fault(NOW)).isEmpty();
    }

    /// Every look-up carries the tenant (CVE-2026-40264, CVE-2026-45808).
    @Test
    void the_anchor_of_another_tenant_vouches_for_nothing() {
        TestCa ofBolt = TestCa.root("Bolt");
        AnchorId foreign = bench.trust(BOLT, ofBolt).id();
        Issued issued = bench.issuedTokens.find(ACME, PUMP).orElseThrow();
        String text = bench.writer
                .write(
                        bench.tenants.find(ACME).orElseThrow(),
                        PUMP,
                        issued,
                        new Vouching(ACME, new Vouched(foreign, List.of())),
                        NOW)
                .text();

        assertThat(bench.checkToken.check(text, NOW)).isEqualTo(new CheckToken.Result.Dead(TokenFault.ANCHOR_DELETED));
    }

    @Test
    void the_tenant_in_the_token_is_the_one_whose_device_is_asked_for() {
        Issued issued = bench.issuedTokens.find(ACME, PUMP).orElseThrow();
        TenantId stranger = new TenantId("stranger");
        String text = bench.writer
                .write(
                        TokenBench.tenant(stranger, ACME_DOMAIN, TenantStatus.ACTIVE),
                        PUMP,
                        issued,
                        new Vouching(ACME, new Vouched(anchor.id(), List.of())),
                        NOW)
                .text();

        assertThat(bench.checkToken.check(text, NOW))
                .isEqualTo(new CheckToken.Result.Dead(TokenFault.TENANT_SUSPENDED));
    }

    @Test
    void every_fault_has_a_sentence_for_a_person() {
        for (TokenFault fault : TokenFault.values()) {
            assertThat(fault.sentence()).startsWith("The ").endsWith(".");
        }
    }

    private Optional<TokenFault> fault(Instant now) {
        return switch (bench.checkToken.check(token.text(), now)) {
            case CheckToken.Result.Live _ -> Optional.empty();
            case CheckToken.Result.Dead(var fault) -> Optional.of(fault);
        };
    }

    @Test
    void a_token_dies_when_a_certificate_of_its_path_is_taken_back() {
        TestCa root = TestCa.root("Root");
        TestCa issuing = root.issuing("Issuing");
        TestDevice device = issuing.device("valve");
        bench.trust(ACME, root);
        IssueToken.Outcome outcome = bench.ask(TokenBench.chain(device, issuing), Optional.empty(), NOW);
        String token = ((IssueToken.Outcome.Granted) outcome).token().signed().text();
        CertificateRef ca = CertificateRef.of(issuing.certificate(), root.certificate());
        CertificateRef leaf = CertificateRef.of(device.certificate(), issuing.certificate());

        for (CertificateRef takenBack : List.of(leaf, ca)) {
            bench.takenBack.clear();
            assertThat(bench.checkToken.check(token, NOW)).isInstanceOf(CheckToken.Result.Live.class);
            bench.takenBack.add(takenBack);
            assertThat(bench.checkToken.check(token, NOW)).isEqualTo(new CheckToken.Result.Dead(TokenFault.REVOKED));
        }
    }
}
