package io.countersign.edge.store;

import static io.countersign.edge.store.Samples.ACME;
import static io.countersign.edge.store.Samples.MOMENT;
import static io.countersign.edge.store.Samples.OTHER;
import static io.countersign.edge.store.Samples.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOption;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.store.embedded.EmbeddedStore;
import io.countersign.testing.TestCa;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Whatever a remembered decision rests on is counted when it changes, and when it can be seen.
class EmbeddedStoreChangesTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final TestCa LATER = TestCa.root("Acme Later");
    private static final TenantOption OPTION =
            new TenantOption(new TenantOption.Name("configuration", "crl.offline.check.enabled"), "false", true);
    private static final byte[] DER = {1, 2, 3};

    @TempDir
    Path folder;

    private EmbeddedStore store;
    private AnchorId anchor;
    private String list = "";

    @BeforeEach
    void a_tenant_with_one_of_everything() {
        store = EmbeddedStore.open(
                new EmbeddedStore.Config(folder, new PlaceBox(), () -> true, new Asn1RevocationFormats()));
        Stores stores = Stores.of(store).withTwoTenants();
        TrustAnchor upload = Samples.anchor(ACME, ROOT.certificate());
        stores.trust(upload);
        anchor = upload.id();
        store.revokedCertificates().addAll(ACME, List.of(revoked(7)), MOMENT);
        var kept = Samples.crl(ROOT, "upload");
        list = kept.id();
        store.crls().put(ACME, kept, DER);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /// A change by name.
    private record Change(String name, Consumer<EmbeddedStore> make) {}

    private List<Change> changes() {
        return List.of(
                new Change("an anchor is disabled", it -> it.anchors().change(anchor, this::disabled)),
                new Change(
                        "an anchor is uploaded",
                        it -> it.anchors()
                                .add(
                                        List.of(Samples.anchor(ACME, LATER.certificate())),
                                        TrustAnchors.Sharing.FORBIDDEN)),
                new Change(
                        "a certificate is taken back",
                        it -> it.revokedCertificates().addAll(ACME, List.of(revoked(8)), MOMENT)),
                new Change(
                        "that is undone",
                        it -> it.revokedCertificates()
                                .undo(ACME, Samples.revoked(7).entry(), "admin", MOMENT)),
                new Change("a list is uploaded", it -> it.crls().put(ACME, Samples.crl(ROOT, "other"), DER)),
                new Change("a list is removed", it -> it.crls().remove(ACME, list)),
                new Change("an option is set", it -> it.options().put(ACME, List.of(OPTION))),
                new Change("an option is removed", it -> it.options().remove(ACME, OPTION.name())),
                new Change(
                        "a tenant is suspended", it -> it.tenants().replace(Samples.suspended(Samples.tenant(ACME)))),
                new Change("an anchor is removed", it -> it.anchors().remove(anchor)),
                new Change("a tenant is removed", it -> it.tenants().remove(OTHER)));
    }

    private TrustAnchor disabled(TrustAnchor present) {
        return present.with(present.name(), false, false);
    }

    @TestFactory
    Stream<DynamicTest> is_counted() {
        return changes().stream()
                .map(change -> DynamicTest.dynamicTest(change.name(), () -> {
                    long before = store.changes().count();
                    change.make().accept(store);
                    assertThat(store.changes().count()).isGreaterThan(before);
                }));
    }

    /// What a tenant says of certificates below its own anchors concerns nobody else, and goes on all the time where it
    /// is done by programs.
    @TestFactory
    Stream<DynamicTest> is_news_to_others_only_if_it_may_concern_them() {
        Set<String> ofOneTenant = Set.of(
                "a certificate is taken back",
                "that is undone",
                "a list is uploaded",
                "a list is removed",
                "an option is set",
                "an option is removed");
        return changes().stream()
                .map(change -> DynamicTest.dynamicTest(change.name(), () -> {
                    Changes changes = store.changes();
                    long before = changes.count();
                    change.make().accept(store);
                    assertThat(changes.isNothingNew(before, Set.of(ACME))).isFalse();
                    assertThat(changes.isNothingNew(before, Set.of(OTHER)))
                            .isEqualTo(ofOneTenant.contains(change.name()));
                }));
    }

    /// They are known, and written all the time: to count them would make every memory useless.
    @Test
    void devices_and_their_tokens_are_not_counted() {
        long before = store.changes().count();

        store.devices().register(Samples.device(ACME, "pump"));
        store.issuedTokens().updateDurably(ACME, Samples.PUMP, _ -> Samples.issued(1));
        store.devices().setEnabled(ACME, Samples.PUMP, false);

        assertThat(store.changes().count()).isEqualTo(before);
    }

    /// What somebody saw is stamped with the count from before they looked. Once a change was answered, nothing that
    /// was seen before it bears the present count.
    @Test
    void what_was_seen_before_a_change_never_bears_the_count_of_after_it() throws Exception {
        record Seen(long count, boolean enabled) {}
        Changes changes = store.changes();
        var seen = new AtomicReference<>(new Seen(-1, true));
        var stop = new AtomicBoolean();
        var looking = new CountDownLatch(1);
        try (var threads = Executors.newSingleThreadExecutor();
                AutoCloseable _ = () -> stop.set(true)) {
            threads.execute(() -> {
                while (!stop.get()) {
                    long count = changes.count();
                    seen.set(new Seen(count, isEnabled()));
                    looking.countDown();
                }
            });
            assertThat(looking.await(10, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 200; i++) {
                boolean enabled = i % 2 == 1;
                store.anchors().change(anchor, present -> present.with(present.name(), enabled, false));
                Seen last = seen.get();
                assertThat(last.count() < changes.count() || last.enabled() == enabled)
                        .as("%s after change %d", last, i)
                        .isTrue();
            }
        }
    }

    private boolean isEnabled() {
        return store.anchors()
                .named(ROOT.certificate().getSubjectX500Principal())
                .getFirst()
                .enabled();
    }

    @Test
    void a_tenant_that_is_removed_is_counted_after_all_of_it_is_gone() {
        long before = store.changes().count();
        TenantId gone = ACME;

        store.tenants().remove(gone);

        assertThat(store.changes().count()).isGreaterThan(before);
        assertThat(store.anchors().named(ROOT.certificate().getSubjectX500Principal()))
                .isEmpty();
    }
}
