package io.countersign.core.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.core.tenant.TenantId;
import io.countersign.testing.TestCa;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [Fingerprint], [Thumbprint], [AnchorId] and the name of a [TrustAnchor].
class NamesOfTrustTest {
    private static final String HEX_OF_40 = "0123456789abcdef0123456789abcdef01234567";

    private final X509Certificate certificate = TestCa.root("Acme Root").certificate();

    @Test
    void the_fingerprint_of_a_certificate_is_the_sha_1_of_its_der_in_lower_case_hex() throws Exception {
        byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded());

        assertThat(Fingerprint.of(certificate).hex())
                .hasSize(40)
                .isEqualTo(HexFormat.of().formatHex(sha1));
    }

    @Test
    void the_thumbprint_of_a_certificate_is_the_sha_256_of_its_der_in_base64url() throws Exception {
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());

        assertThat(Thumbprint.of(certificate).value())
                .hasSize(43)
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256));
    }

    @Test
    void a_fingerprint_may_be_typed_in_any_case() {
        assertThat(Fingerprint.parse("0123456789ABCDEF0123456789abcdef01234567"))
                .contains(new Fingerprint(HEX_OF_40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "g123456789abcdef0123456789abcdef01234567", HEX_OF_40 + "8", " " + HEX_OF_40})
    void any_other_text_is_no_fingerprint(String text) {
        assertThat(Fingerprint.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Fingerprint(text));
    }

    @Test
    void a_fingerprint_is_kept_in_lower_case_only() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Fingerprint("0123456789ABCDEF0123456789abcdef01234567"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0123456789abcde", "0123456789abcdef0", "0123456789ABCDEF", "0123456789abcdeg"})
    void an_anchor_id_is_16_lower_case_hex_digits(String other) {
        assertThat(new AnchorId("0123456789abcdef").value()).isEqualTo("0123456789abcdef");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnchorId(other))
                .withMessageContaining("not '" + other + "'");
    }

    @Test
    void the_name_of_an_anchor_has_at_most_256_characters() {
        assertThat(anchorNamed("n".repeat(256)).name()).isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> anchorNamed("n".repeat(257)))
                .withMessage("the name of a trusted certificate is at most 256 characters, not 257");
    }

    private TrustAnchor anchorNamed(String name) {
        return new TrustAnchor(
                new AnchorId("0123456789abcdef"),
                new TenantId("acme"),
                certificate,
                Fingerprint.of(certificate),
                Optional.of(name),
                true,
                false);
    }
}
