package io.countersign.core.token;

import static io.countersign.core.token.TokenBench.ACME;
import static io.countersign.core.token.TokenBench.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.Recognition.Result;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.CertificateChain;
import io.countersign.core.trust.ChainCheck;
import io.countersign.core.trust.ChainDigest;
import io.countersign.core.trust.ChainFault.Reason;
import io.countersign.core.trust.ChainUnreadable;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.InMemoryTrustAnchors;
import io.countersign.core.trust.NamedAnchors;
import io.countersign.core.trust.ShownChain;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.edge.tls.Asn1CommonNames;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A yes is remembered and never outlives what it rests on.
class RecognitionTest {
    private static final Duration LASTS = Duration.ofMinutes(10);
    private static final Instant END = NOW.plusSeconds(90).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);

    private final InMemoryTrustAnchors anchors = new InMemoryTrustAnchors();
    private final AtomicInteger judged = new AtomicInteger();
    private final TestCa root = TestCa.root("Acme");
    private final TestCa issuing = root.issuing("Acme Issuing");
    private final TestDevice pump = issuing.device("pump-1");

    /// Counts each decision once: it begins with a look at what stands above the leaf.
    private final Recognition recognition = over(
            name -> {
                if (name.equals(issuing.certificate().getSubjectX500Principal())) {
                    judged.incrementAndGet();
                }
                return anchors.named(name);
            },
            anchors.changes());

    private static Recognition over(NamedAnchors anchors, Changes changes) {
        return new Recognition(
                new ChainCheck(anchors, new Asn1CertificateDetails()),
                new Asn1CommonNames(),
                changes,
                (_, now) -> now.plus(LASTS));
    }

    private TrustAnchor trust(TestCa ca) {
        var anchor = new TrustAnchor(
                new AnchorId("0000000000000001"),
                ACME,
                ca.certificate(),
                Fingerprint.of(ca.certificate()),
                Optional.empty(),
                true,
                true);
        assertThat(anchors.add(anchor)).isEqualTo(InMemoryTrustAnchors.Added.ADDED);
        return anchor;
    }

    private boolean isRecognized(CertificateChain chain, Instant now) {
        return recognition.of(chain, now) instanceof Result.Recognized;
    }

    private boolean isRecognized(Instant now) {
        return isRecognized(TokenBench.chain(pump, issuing), now);
    }

    private static Reason reason(Result result) {
        return ((Refusal.Chain) ((Result.Unknown) result).refusal()).fault().reason();
    }

    @Test
    void the_same_certificates_are_judged_once_on_whatever_connection_they_come() {
        trust(root);

        assertThat(isRecognized(NOW)).isTrue();
        int once = judged.get();
        assertThat(isRecognized(NOW)).isTrue();
        assertThat(isRecognized(NOW.plusSeconds(5))).isTrue();

        assertThat(judged).hasValue(once).hasPositiveValue();
    }

    @Test
    void other_certificates_beside_the_leaf_are_judged_by_themselves() {
        trust(root);
        assertThat(isRecognized(NOW)).isTrue();

        assertThat(reason(recognition.of(TokenBench.chain(pump), NOW))).isEqualTo(Reason.UNTRUSTED);
        assertThat(reason(recognition.of(TokenBench.chain(pump, TestCa.root("Acme Issuing")), NOW)))
                .isEqualTo(Reason.BAD_SIGNATURE);
        assertThat(isRecognized(TokenBench.chain(issuing.device("pump-1"), issuing), NOW))
                .isTrue();
    }

    @Test
    void who_is_known_is_not_read_again() {
        trust(root);
        CertificateChain chain = TokenBench.chain(pump, issuing);
        assertThat(isRecognized(chain, NOW)).isTrue();
        var unreadable = new ShownChain() {
            @Override
            public ChainDigest digest() {
                return chain.digest();
            }

            @Override
            public CertificateChain read() throws ChainUnreadable {
                throw new ChainUnreadable("It is no chain.");
            }
        };

        assertThat(recognition.of(unreadable, NOW)).isInstanceOf(Result.Recognized.class);
        assertThat(recognition.of(unreadable, NOW.plus(LASTS).plusNanos(1)))
                .isEqualTo(new Result.Unknown(new Refusal.Unreadable("It is no chain."), Optional.empty(), false));
    }

    @Test
    void a_no_is_not_remembered() {
        assertThat(reason(recognition.of(TokenBench.chain(pump, issuing), NOW))).isEqualTo(Reason.UNTRUSTED);

        trust(root);

        assertThat(isRecognized(NOW)).isTrue();
    }

    @Test
    void a_leaf_that_names_no_device_is_refused_again_and_again() {
        trust(root);
        CertificateChain nameless = TokenBench.chain(issuing.device("", spec -> spec.commonNames("a", "b")), issuing);

        for (int i = 0; i < 2; i++) {
            assertThat(recognition.of(nameless, NOW))
                    .isInstanceOfSatisfying(
                            Result.Unknown.class,
                            unknown -> assertThat(unknown.refusal()).isInstanceOf(Refusal.BadDeviceId.class));
        }
    }

    /// Each certificate of the path, the anchor included, ends at this moment, and the others later.
    @ParameterizedTest
    @ValueSource(strings = {"leaf", "issuing", "root"})
    void a_yes_ends_with_the_first_certificate_of_its_path(String which) {
        UnaryOperator<CertificateSpec> ends = spec -> spec.valid(Instant.parse("2020-01-01T00:00:00Z"), END);
        UnaryOperator<CertificateSpec> stays = spec -> spec;
        TestCa top = TestCa.root("Top", which.equals("root") ? ends : stays);
        TestCa middle = top.issuing("Middle", which.equals("issuing") ? ends : stays);
        CertificateChain chain = TokenBench.chain(middle.device("pump-1", which.equals("leaf") ? ends : stays), middle);
        trust(top);

        assertThat(isRecognized(chain, NOW)).isTrue();
        assertThat(isRecognized(chain, END)).isTrue();
        assertThat(reason(recognition.of(chain, END.plusSeconds(1)))).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void it_is_judged_anew_when_what_is_known_of_revocation_may_have_got_old() {
        trust(root);
        assertThat(isRecognized(NOW)).isTrue();
        int once = judged.get();

        assertThat(isRecognized(NOW.plus(LASTS))).isTrue();
        assertThat(judged).hasValue(once);
        assertThat(isRecognized(NOW.plus(LASTS).plusNanos(1))).isTrue();
        assertThat(judged).hasValueGreaterThan(once);
    }

    @Test
    void it_is_judged_anew_after_an_hour_at_the_latest() {
        trust(root);
        var lasting = new Recognition(
                new ChainCheck(anchors, new Asn1CertificateDetails()),
                _ -> {
                    judged.incrementAndGet();
                    return java.util.List.of("pump-1");
                },
                anchors.changes(),
                (_, _) -> Instant.MAX);
        CertificateChain chain = TokenBench.chain(pump, issuing);

        lasting.of(chain, NOW);
        lasting.of(chain, NOW.plus(Recognition.REMEMBERED_MAX));
        assertThat(judged).hasValue(1);
        lasting.of(chain, NOW.plus(Recognition.REMEMBERED_MAX).plusNanos(1));
        assertThat(judged).hasValue(2);
    }

    @Test
    void it_is_judged_anew_when_its_tenant_changes_something_and_not_when_another_does() {
        trust(root);
        assertThat(isRecognized(NOW)).isTrue();
        int once = judged.get();

        anchors.changes().make(new TenantId("other"), () -> {});
        assertThat(isRecognized(NOW)).isTrue();
        assertThat(judged).hasValue(once);
        anchors.changes().make(ACME, () -> {});
        assertThat(isRecognized(NOW)).isTrue();
        assertThat(judged).hasValueGreaterThan(once);
    }

    @Test
    void a_clock_that_was_set_back_brings_no_yes_back() {
        trust(root);
        assertThat(isRecognized(NOW)).isTrue();

        assertThat(reason(recognition.of(TokenBench.chain(pump, issuing), Instant.parse("2019-01-01T00:00:00Z"))))
                .isEqualTo(Reason.NOT_YET_VALID);
    }

    /// The decision has seen the anchor; then it is removed, and only then the decision ends.
    @Test
    void a_change_during_a_decision_makes_it_count_for_this_request_only() {
        TrustAnchor anchor = trust(root);
        var removed = new AtomicBoolean();
        Recognition slow = over(
                name -> {
                    var seen = anchors.named(name);
                    if (!seen.isEmpty() && removed.compareAndSet(false, true)) {
                        anchors.remove(anchor.id());
                    }
                    return seen;
                },
                anchors.changes());
        CertificateChain chain = TokenBench.chain(pump, issuing);

        assertThat(slow.of(chain, NOW)).isInstanceOf(Result.Recognized.class);
        assertThat(removed).isTrue();
        assertThat(reason(slow.of(chain, NOW))).isEqualTo(Reason.UNTRUSTED);
    }

    @Test
    void with_many_asking_all_the_time_each_change_counts_for_whoever_asks_after_it() throws Exception {
        TrustAnchor anchor = trust(root);
        CertificateChain chain = TokenBench.chain(pump, issuing);
        var stop = new AtomicBoolean();
        var asking = new CountDownLatch(2);
        try (ExecutorService threads = Executors.newFixedThreadPool(2);
                AutoCloseable _ = () -> stop.set(true)) {
            for (int i = 0; i < 2; i++) {
                threads.execute(() -> {
                    asking.countDown();
                    while (!stop.get()) {
                        recognition.of(chain, NOW);
                    }
                });
            }
            asking.await();
            for (int i = 0; i < 200; i++) {
                boolean enabled = i % 2 == 1;
                anchors.change(anchor.id(), present -> present.with(present.name(), enabled, true));
                assertThat(isRecognized(NOW)).as("after change %d", i).isEqualTo(enabled);
            }
        }
    }
}
