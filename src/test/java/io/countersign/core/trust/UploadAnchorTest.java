package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.TrustAnchor.Use;
import io.countersign.core.trust.TrustAnchors.Added;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.core.trust.UploadAnchor.Result;
import io.countersign.core.trust.UploadAnchor.Results;
import io.countersign.core.trust.UploadAnchor.Settings;
import io.countersign.core.trust.UploadAnchor.Upload;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class UploadAnchorTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final Settings SETTINGS = new Settings(Optional.of("Plant 7"), true, false);

    private final InMemoryTrustAnchors anchors = new InMemoryTrustAnchors();
    private final AtomicInteger drawn = new AtomicInteger();
    private final UploadAnchor uploadAnchor = new UploadAnchor(
            anchors, () -> new AnchorId(String.format("%016x", drawn.incrementAndGet())), Sharing.FORBIDDEN);

    private Result upload(TenantId tenant, X509Certificate certificate) {
        return uploadAnchor.upload(tenant, certificate, SETTINGS, NOW);
    }

    private Result upload(UnaryOperator<CertificateSpec> deviation) {
        return upload(ACME, TestCa.root("Acme Root", deviation).certificate());
    }

    @Test
    void a_ca_certificate_anchors_trust_as_the_tenant_says() {
        X509Certificate root = TestCa.root("Acme Root").certificate();
        var settings = new Settings(Optional.empty(), false, true);

        Result result = uploadAnchor.upload(ACME, root, settings, NOW);

        var anchor = new TrustAnchor(
                new AnchorId("0000000000000001"), ACME, root, Fingerprint.of(root), Optional.empty(), false, true);
        assertThat(result).isEqualTo(new Result.Uploaded(anchor));
        assertThat(anchors.of(ACME)).containsExactly(anchor);
    }

    @Test
    void an_issuing_ca_and_a_self_signed_device_may_be_uploaded() {
        assertThat(upload(ACME, TestCa.root("Root").issuing("Issuing").certificate()))
                .isInstanceOf(Result.Uploaded.class);
        assertThat(upload(ACME, TestCa.selfSignedDevice("pump-1").certificate()))
                .isInstanceOf(Result.Uploaded.class);
    }

    @Test
    void a_certificate_that_is_no_ca_is_unfit() {
        assertThat(upload(CertificateSpec::noCa))
                .isEqualTo(new Result.Unfit(
                        "A trusted certificate is a CA certificate: its basicConstraints must say CA:true."));
        assertThat(upload(spec -> spec.pathLength(0))).isInstanceOf(Result.Uploaded.class);
    }

    @Test
    void a_certificate_of_another_version_is_unfit() {
        assertThat(upload(CertificateSpec::version1))
                .isEqualTo(new Result.Unfit("A trusted certificate is X.509 v3, not v1."));
    }

    @Test
    void an_expired_certificate_is_unfit_and_one_that_is_not_yet_valid_is_not() {
        assertThat(upload(spec -> spec.valid(NOW.minusSeconds(60), NOW.minusSeconds(1))))
                .isEqualTo(new Result.Unfit("The certificate expired at 2026-07-01T11:59:59Z."));
        assertThat(upload(spec -> spec.valid(NOW.minusSeconds(60), NOW))).isInstanceOf(Result.Uploaded.class);
        assertThat(upload(CertificateSpec::notYetValid)).isInstanceOf(Result.Uploaded.class);
    }

    @Test
    void a_certificate_with_a_weak_key_is_unfit() {
        assertThat(upload(spec -> spec.publicKey(KeyType.rsaOfBits(1024))))
                .isInstanceOfSatisfying(
                        Result.Unfit.class,
                        unfit -> assertThat(unfit.rule()).contains("CN=Acme Root", "RSA of 1024 bits"));
        assertThat(upload(spec -> spec.publicKey(KeyType.rsaOfBits(2048)))).isInstanceOf(Result.Uploaded.class);
    }

    @Test
    void an_anchor_is_there_once_and_belongs_to_one_tenant() {
        X509Certificate root = TestCa.root("Acme Root").certificate();
        upload(ACME, root);

        assertThat(upload(ACME, root)).isEqualTo(new Result.Rejected(Added.ALREADY_YOURS));
        assertThat(upload(OTHER, root)).isEqualTo(new Result.Rejected(Added.TAKEN_BY_ANOTHER_TENANT));
    }

    private Result store(X509Certificate certificate) {
        return uploadAnchor.upload(
                ACME, certificate, new Settings(Optional.empty(), true, false, Use.INTERMEDIATE), NOW);
    }

    @Test
    void a_ca_certificate_may_be_stored_as_an_intermediate() {
        TestCa root = TestCa.root("Root");
        X509Certificate issuing = root.issuing("Issuing").certificate();

        assertThat(store(issuing))
                .isInstanceOfSatisfying(
                        Result.Uploaded.class,
                        uploaded -> assertThat(uploaded.anchor().use()).isEqualTo(Use.INTERMEDIATE));
        assertThat(upload(ACME, issuing)).isEqualTo(new Result.Rejected(Added.YOURS_FOR_ANOTHER_USE));
        assertThat(store(root.device("pump-1").certificate())).isInstanceOf(Result.Unfit.class);
        assertThat(upload(OTHER, issuing)).isInstanceOf(Result.Uploaded.class);
    }

    @Test
    void what_is_signed_by_nobody_else_is_no_intermediate() {
        TestCa root = TestCa.root("Root");
        TestCa rollover = TestCa.root("Root").crossSigning(root);

        assertThat(store(root.certificate()))
                .isEqualTo(new Result.Unfit(
                        "A self-signed certificate cannot be an intermediate: nothing stands above it."));
        assertThat(store(rollover.certificate())).isInstanceOf(Result.Uploaded.class);
    }

    @Test
    void an_intermediate_registers_no_devices() {
        var settings = new Settings(Optional.empty(), true, true, Use.INTERMEDIATE);
        X509Certificate issuing = TestCa.root("Root").issuing("Issuing").certificate();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> uploadAnchor.upload(ACME, issuing, settings, NOW))
                .withMessageContaining("registers no devices");
    }

    @Test
    void many_are_uploaded_together_or_none() {
        Upload first = new Upload(TestCa.root("a").certificate(), SETTINGS);
        Upload second = new Upload(TestCa.root("b").certificate(), SETTINGS);
        Upload unfit = new Upload(TestCa.root("c", CertificateSpec::noCa).certificate(), SETTINGS);

        assertThat(uploadAnchor.uploadAll(ACME, List.of(first, unfit), NOW))
                .isInstanceOfSatisfying(Results.Refused.class, refused -> {
                    assertThat(refused.place()).isEqualTo(1);
                    assertThat(refused.why()).isInstanceOf(Result.Unfit.class);
                });
        assertThat(uploadAnchor.uploadAll(ACME, List.of(first, second, first), NOW))
                .isEqualTo(new Results.Refused(2, new Result.Rejected(Added.ALREADY_YOURS)));
        assertThat(anchors.of(ACME)).isEmpty();

        assertThat(uploadAnchor.uploadAll(ACME, List.of(second, first), NOW))
                .isEqualTo(new Results.Uploaded(anchors.of(ACME)));
        assertThat(anchors.of(ACME))
                .extracting(TrustAnchor::certificate)
                .containsExactly(second.certificate(), first.certificate());
    }

    @Test
    void a_hundred_are_uploaded_together_at_most() {
        List<Upload> tooMany = Collections.nCopies(
                UploadAnchor.TOGETHER_MAX + 1, new Upload(TestCa.root("a").certificate(), SETTINGS));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> uploadAnchor.uploadAll(ACME, tooMany, NOW))
                .withMessageContaining("at most 100 certificates are uploaded together, not 101");
    }

    @Test
    void where_keys_may_be_shared_a_copy_is_taken_and_has_no_effect() {
        X509Certificate root = TestCa.root("Acme Root").certificate();
        var sharing = new UploadAnchor(anchors, () -> new AnchorId("00000000000000ff"), Sharing.ALLOWED);
        upload(ACME, root);

        assertThat(sharing.upload(OTHER, root, SETTINGS, NOW))
                .isInstanceOfSatisfying(
                        Result.Uploaded.class,
                        uploaded -> assertThat(uploaded.anchor().effective()).isFalse());
        assertThat(sharing.sharing()).isEqualTo(Sharing.ALLOWED);
    }

    @Test
    void an_unfit_certificate_draws_no_id() {
        upload(CertificateSpec::noCa);

        assertThat(drawn).hasValue(0);
        assertThat(anchors.of(ACME)).isEmpty();
    }

    @Test
    void too_long_a_name_is_an_error() {
        var settings = new Settings(Optional.of("n".repeat(257)), true, false);
        X509Certificate root = TestCa.root("Acme Root").certificate();

        assertThatIllegalArgumentException().isThrownBy(() -> uploadAnchor.upload(ACME, root, settings, NOW));
    }
}
