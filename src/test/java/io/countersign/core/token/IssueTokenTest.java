package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.ACME;
import static io.countersign.core.token.TokenBench.ACME_DOMAIN;
import static io.countersign.core.token.TokenBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.core.trust.Thumbprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IssueTokenTest {
    private static final DeviceId PUMP = new DeviceId("pump-1");

    private final TokenBench bench = new TokenBench();
    private final TestCa ca = TestCa.root("Acme");
    private final TestDevice pump = ca.device("pump-1");
    private final TrustAnchor anchor = bench.trust(ACME, ca);

    /// Refused for this, and the administrators of acme hear of it.
    private static Consumer<IssueToken.Outcome.Refused> refused(Refusal refusal) {
        return refused -> {
            assertThat(refused.refusal()).isEqualTo(refusal);
            assertThat(refused.tenant()).contains(ACME);
        };
    }

    @Test
    void a_device_gets_a_token_that_names_tenant_device_leaf_and_anchor() {
        TokenClaims claims = bench.token(pump, NOW).signed().claims();

        assertThat(claims.domain()).isEqualTo(ACME_DOMAIN);
        assertThat(claims.tenant()).isEqualTo(ACME);
        assertThat(claims.device()).isEqualTo(PUMP);
        assertThat(claims.leaf()).isEqualTo(Thumbprint.of(pump.certificate()));
        assertThat(claims.anchor()).isEqualTo(anchor.id());
        assertThat(claims.issuedAt()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
        assertThat(claims.expiresAt()).isEqualTo(Instant.parse("2026-03-01T13:00:00Z"));
    }

    @Test
    void an_unknown_device_is_registered_at_its_first_request() {
        assertThat(bench.token(pump, NOW).handedBack()).isFalse();

        assertThat(bench.devices.find(ACME, PUMP)).contains(new Device(ACME, PUMP, Kind.CERTIFICATE, true, NOW));
    }

    @Test
    void its_first_token_is_not_from_before_its_registration() {
        TestDevice late = ca.device("pump-2");
        DeviceToken token = bench.token(late, NOW.plusNanos(999_999));

        assertThat(bench.checkToken.check(token.signed().text(), NOW.plusNanos(999_999)))
                .isInstanceOf(CheckToken.Result.Live.class);
    }

    @Test
    void without_auto_registration_an_unknown_device_is_refused_and_stays_unknown() {
        bench.change(anchor, true, false);

        assertThat(bench.refusal(pump, NOW)).satisfies(refused(new Refusal.NotRegistered(PUMP)));
        assertThat(bench.devices.find(ACME, PUMP)).isEmpty();
    }

    @Test
    void without_auto_registration_a_registered_device_gets_its_token() {
        bench.change(anchor, true, false);
        bench.register(ACME, "pump-1", Kind.CERTIFICATE, true);

        assertThat(bench.token(pump, NOW).signed().claims().device()).isEqualTo(PUMP);
    }

    @Test
    void a_disabled_device_is_refused_however_it_proves_itself() {
        bench.register(ACME, "pump-1", Kind.PASSWORD, false);

        assertThat(bench.refusal(pump, NOW)).satisfies(refused(new Refusal.DeviceDisabled(PUMP)));
    }

    @Test
    void a_password_device_is_refused() {
        bench.register(ACME, "pump-1", Kind.PASSWORD, true);

        assertThat(bench.refusal(pump, NOW)).satisfies(refused(new Refusal.PasswordDevice(PUMP)));
    }

    @Test
    void a_device_of_a_suspended_tenant_is_refused_before_it_is_registered() {
        bench.suspend(ACME, ACME_DOMAIN);

        assertThat(bench.refusal(pump, NOW)).satisfies(refused(new Refusal.TenantSuspended()));
        assertThat(bench.devices.find(ACME, PUMP)).isEmpty();
    }

    @Test
    void a_device_of_a_tenant_that_is_gone_is_refused() {
        bench.tenants.remove(ACME);

        assertThat(bench.refusal(pump, NOW).refusal()).isEqualTo(new Refusal.TenantSuspended());
    }

    @Test
    void a_leaf_without_or_with_several_common_names_or_with_a_bad_one_is_refused() {
        assertThat(bench.refusal(ca.device("", spec -> spec.commonNames("pump-1", "admin")), NOW))
                .satisfies(refused(new Refusal.BadDeviceId("a device certificate has exactly one common name, not 2")));
        assertThat(bench.refusal(ca.device("a/b"), NOW).refusal()).isInstanceOf(Refusal.BadDeviceId.class);
        assertThat(bench.refusal(ca.device(" pump"), NOW).refusal()).isInstanceOf(Refusal.BadDeviceId.class);
    }

    @Test
    void a_chain_that_breaks_a_rule_is_refused_and_its_anchors_tenant_hears_of_it() {
        IssueToken.Outcome.Refused refused = bench.refusal(ca.device("pump-1", CertificateSpec::expired), NOW);

        assertThat(refused.tenant()).contains(ACME);
        assertThat(refused.refusal())
                .isInstanceOfSatisfying(
                        Refusal.Chain.class,
                        chain -> assertThat(chain.fault().reason()).isEqualTo(Reason.EXPIRED));
    }

    @Test
    void a_chain_that_leads_to_nobody_is_refused_and_nobody_hears_of_it() {
        IssueToken.Outcome.Refused refused =
                bench.refusal(TestCa.root("Stranger").device("pump-1"), NOW);

        assertThat(refused.tenant()).isEmpty();
        assertThat(refused.refusal())
                .isInstanceOfSatisfying(
                        Refusal.Chain.class,
                        chain -> assertThat(chain.fault().reason()).isEqualTo(Reason.UNTRUSTED));
    }

    @Test
    void a_device_below_a_disabled_or_deleted_anchor_is_refused() {
        bench.change(anchor, false, true);
        assertThat(bench.refusal(pump, NOW).refusal())
                .isInstanceOfSatisfying(
                        Refusal.Chain.class,
                        chain -> assertThat(chain.fault().reason()).isEqualTo(Reason.ANCHOR_DISABLED));

        bench.anchors.remove(anchor.id());
        assertThat(bench.refusal(pump, NOW).tenant()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "1799749, true", "1799750, false", "3600000, false"})
    void the_same_token_comes_again_until_half_life(long millisLater, boolean same) {
        DeviceToken first = bench.token(pump, NOW);

        DeviceToken second = bench.token(pump, NOW.plusMillis(millisLater));

        assertThat(second.handedBack()).isEqualTo(same);
        assertThat(second.signed().claims().equals(first.signed().claims())).isEqualTo(same);
        assertThat(xsrfToken(second).equals(xsrfToken(first))).isEqualTo(same);
    }

    @Test
    void the_old_token_counts_until_its_own_end() {
        String old = bench.token(pump, NOW).signed().text();
        bench.token(pump, NOW.plusSeconds(1800));

        assertThat(bench.checkToken.check(old, NOW.plusSeconds(3599))).isInstanceOf(CheckToken.Result.Live.class);
    }

    @Test
    void the_anchor_of_the_last_request_is_remembered_though_the_same_token_comes_again() {
        TestCa issuing = ca.issuing("Issuing");
        TestDevice valve = issuing.device("valve-1");
        TrustAnchor below = bench.trust(ACME, issuing);
        assertThat(bench.token(valve, NOW).handedBack()).isFalse();
        assertThat(bench.issuedTokens.countThrough(ACME, below.id())).isEqualTo(1);

        bench.anchors.remove(below.id());
        var again = (IssueToken.Outcome.Granted) bench.ask(TokenBench.chain(valve, issuing), Optional.empty(), NOW);

        assertThat(again.token().handedBack()).isTrue();
        assertThat(again.token().signed().claims().anchor()).isEqualTo(anchor.id());
        assertThat(bench.issuedTokens.countThrough(ACME, below.id())).isZero();
        assertThat(bench.issuedTokens.countThrough(ACME, anchor.id())).isEqualTo(1);
    }

    @Test
    void a_renewed_certificate_gets_its_own_token_at_once() {
        DeviceToken first = bench.token(pump, NOW);

        DeviceToken second = bench.token(ca.device("pump-1"), NOW);

        assertThat(second.handedBack()).isFalse();
        assertThat(second.signed().claims().tokenId())
                .isNotEqualTo(first.signed().claims().tokenId());
    }

    @Test
    void a_changed_lifespan_counts_from_the_next_request() {
        bench.token(pump, NOW);
        bench.lifespan(ACME, "300");

        DeviceToken second = bench.token(pump, NOW.plusSeconds(1));

        assertThat(second.handedBack()).isFalse();
        assertThat(second.expiresIn(Instant.parse("2026-03-01T12:00:01Z"))).isEqualTo(300);
    }

    @ParameterizedTest
    @ValueSource(longs = {10_001, 86_400_000})
    void a_clock_that_was_set_back_gets_a_token_that_is_valid_now(long millis) {
        bench.register(ACME, "pump-1", Kind.CERTIFICATE, true);
        bench.token(pump, NOW);
        Instant earlier = NOW.minusMillis(millis);

        DeviceToken token = bench.token(pump, earlier);

        assertThat(token.handedBack()).isFalse();
        assertThat(bench.checkToken.check(token.signed().text(), earlier)).isInstanceOf(CheckToken.Result.Live.class);
    }

    private static String xsrfToken(DeviceToken token) {
        String payload = token.signed().text().split("\\.", -1)[1];
        String json = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.US_ASCII);
        return json.replaceAll(".*\"xsrfToken\":\"([A-Za-z]+)\".*", "$1");
    }
}
