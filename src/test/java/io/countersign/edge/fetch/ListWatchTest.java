package io.countersign.edge.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.MovableClock;
import io.countersign.core.revocation.InMemoryCrls;
import io.countersign.core.revocation.KeepAnswer;
import io.countersign.core.revocation.KeepCrl;
import io.countersign.core.revocation.Outside.Wish;
import io.countersign.core.revocation.RecentAnswers;
import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.InMemoryTenantOptions;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.InMemoryTrustAnchors;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.edge.address.AllowedDestination;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.OutsideServer;
import io.countersign.testing.TestCa;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListWatchTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final AnchorId ANCHOR = new AnchorId("0000000000000001");
    private static final TestCa ROOT = TestCa.root("Acme Root");

    private final MovableClock clock = new MovableClock(Instant.parse("2026-06-15T12:00:00Z"));
    private final InMemoryTenantOptions options = new InMemoryTenantOptions();
    private final InMemoryTrustAnchors anchors = new InMemoryTrustAnchors();
    private final InMemoryCrls crls = new InMemoryCrls();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Vertx vertx = Vertx.vertx();
    private OutsideServer outside;
    private GuardedFetch fetch;
    private ListWatch lists;

    @BeforeEach
    void start() throws IOException {
        byte[] list = CrlSpec.of(ROOT).der();
        outside = OutsideServer.serving(() -> list);
        options.put(
                ACME,
                List.of(new TenantOption(
                        new TenantOption.Name("configuration", "crl.online.check.enabled"), "true", true)));
        anchors.add(
                List.of(new TrustAnchor(
                        ANCHOR,
                        ACME,
                        ROOT.certificate(),
                        Fingerprint.of(ROOT.certificate()),
                        Optional.empty(),
                        true,
                        false)),
                Sharing.FORBIDDEN);
        var formats = new Asn1RevocationFormats();
        fetch = new GuardedFetch(vertx, List.of(AllowedDestination.parse("127.0.0.1")), Limits.DEFAULT);
        var keepers = new RevocationFetcher.Keepers(
                new KeepCrl(crls, anchors, formats, () -> "1"),
                new KeepAnswer(formats, new RecentAnswers(new Changes())),
                formats,
                crls,
                anchors,
                options);
        lists = new ListWatch(fetch, keepers, clock, new Random(1), new ListWatch.Threads(threads, Runnable::run));
    }

    @AfterEach
    void stop() throws IOException {
        threads.shutdownNow();
        fetch.close();
        vertx.close().await();
        outside.close();
    }

    private void want(TenantId tenant, String path) {
        lists.want(new Wish.OfList(tenant, ANCHOR, outside.uri(path).toString(), List.of(ROOT.certificate())));
    }

    private void awaitFetched() {
        await().until(() -> lists.sources(ACME).stream()
                .allMatch(source -> source.fetchedAt().isPresent()));
    }

    @Test
    void of_one_tenant_a_thousand_lists_are_fetched_and_no_more() {
        threads.shutdown(); // nothing has to be fetched for that
        IntStream.rangeClosed(0, ListWatch.PER_TENANT_MAX).forEach(i -> want(ACME, "/" + i));
        want(GLOBEX, "/1");

        assertThat(lists.sources(ACME)).hasSize(ListWatch.PER_TENANT_MAX);
        assertThat(lists.sources(GLOBEX)).hasSize(1);
    }

    @Test
    void a_list_that_nobody_wants_for_thirty_days_is_let_go_but_its_copy_stays() {
        want(ACME, "/acme.crl");
        awaitFetched();

        clock.advance(ListWatch.WANTED_FOR);
        lists.startDue();
        assertThat(lists.sources(ACME)).hasSize(1);

        awaitFetched();
        clock.advance(Duration.ofDays(1));
        await().untilAsserted(() -> {
            lists.startDue();
            assertThat(lists.sources(ACME)).isEmpty();
        });
        assertThat(crls.of(ACME)).hasSize(1);

        want(ACME, "/acme.crl");
        assertThat(lists.sources(ACME)).hasSize(1);
    }

    @Test
    void a_tenant_that_wants_no_more_fetching_is_left_alone() {
        want(ACME, "/acme.crl");
        awaitFetched();
        int before = outside.requests().size();
        options.put(
                ACME,
                List.of(new TenantOption(
                        new TenantOption.Name("configuration", "crl.online.check.enabled"), "false", true)));

        clock.advance(Duration.ofHours(13));
        lists.startDue();

        assertThat(lists.sources(ACME)).isEmpty();
        assertThat(outside.requests()).hasSize(before);
    }

    @Test
    void a_copy_from_before_the_start_is_not_fetched_again_until_it_is_due() {
        want(ACME, "/acme.crl");
        awaitFetched();
        var restarted = new ListWatch(
                fetch,
                new RevocationFetcher.Keepers(
                        new KeepCrl(crls, anchors, new Asn1RevocationFormats(), () -> "1"),
                        new KeepAnswer(new Asn1RevocationFormats(), new RecentAnswers(new Changes())),
                        new Asn1RevocationFormats(),
                        crls,
                        anchors,
                        options),
                clock,
                new Random(1),
                new ListWatch.Threads(threads, Runnable::run));

        restarted.want(new Wish.OfList(ACME, ANCHOR, outside.uri("/acme.crl").toString(), List.of()));

        assertThat(restarted.sources(ACME).getFirst().nextAt()).isAfter(clock.instant());
        assertThat(outside.requests()).hasSize(1);
    }
}
