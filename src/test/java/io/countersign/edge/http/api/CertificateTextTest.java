package io.countersign.edge.http.api;

import static io.countersign.edge.http.api.Refusals.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CertificateTextTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");
    private static final String BASE64 = CertificateText.write(ROOT.certificate());

    static Stream<Arguments> forms() {
        String pem = ROOT.pem();
        return Stream.of(
                Arguments.of("PEM with its lines", pem),
                Arguments.of("PEM without a final line break", pem.strip()),
                Arguments.of("PEM with CRLF", pem.replace("\n", "\r\n")),
                Arguments.of("PEM with spaces for line breaks", pem.replace('\n', ' ')),
                Arguments.of("PEM on one line", pem.replace("\n", "")),
                Arguments.of("PEM with tabs and white space around", "\n\t " + pem.replace("\n", "\n\t") + " \n"),
                Arguments.of("base64 on one line", BASE64),
                Arguments.of("base64 without its padding", BASE64.replace("=", "")),
                Arguments.of("base64 in lines", lines(76, "\n")),
                Arguments.of("base64 in lines that end with CRLF", lines(64, "\r\n") + "\r\n"));
    }

    private static String lines(int length, String end) {
        return Base64.getMimeEncoder(length, end.getBytes(StandardCharsets.US_ASCII))
                .encodeToString(Base64.getDecoder().decode(BASE64));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void every_form_that_clients_send_is_read(String form, String text) {
        assertThat(CertificateText.read(text)).as(form).isEqualTo(ROOT.certificate());
    }

    static Stream<Arguments> unreadable() {
        String pem = ROOT.pem();
        String der = "MAA=";
        return Stream.of(
                Arguments.of("nothing", "", "not the base64 of an X.509 certificate"),
                Arguments.of("white space", " \n ", "not the base64"),
                Arguments.of("other words", "Hello, world!", "not the base64"),
                Arguments.of("base64 of something else", der, "not the base64"),
                Arguments.of("base64 of text", "SGVsbG8=", "not the base64"),
                Arguments.of("half a certificate", BASE64.substring(0, BASE64.length() / 2 & ~3), "not the base64"),
                Arguments.of("base64url", BASE64.replace('+', '-').replace('/', '_') + "-_", "not"),
                Arguments.of("a private key", ROOT.keyPem(), "holds a PRIVATE KEY"),
                Arguments.of(
                        "a request",
                        pem.replace("CERTIFICATE-", "CERTIFICATE REQUEST-"),
                        "holds a CERTIFICATE REQUEST"),
                Arguments.of("a CRL", pem.replace("CERTIFICATE-", "X509 CRL-"), "holds a X509 CRL"),
                Arguments.of("two certificates", pem + pem, "exactly one"),
                Arguments.of("text before", "subject=CN = Root\n" + pem, "exactly one"),
                Arguments.of("text behind", pem + "bye", "exactly one"),
                Arguments.of("no end", pem.substring(0, pem.indexOf("-----END")), "exactly one"),
                Arguments.of("no beginning", pem.substring(30), "exactly one"),
                Arguments.of(
                        "an empty block", "-----BEGIN CERTIFICATE----------END CERTIFICATE-----", "not the base64"),
                Arguments.of("two in one block", twoInOne(), "more than one"),
                Arguments.of("characters beyond ASCII", "Zm\u00fc\ud83d\ude00", "not the base64"),
                Arguments.of("65,537 characters", "A".repeat(65_537), "at most 65536 characters, not 65537"),
                Arguments.of("a megabyte", "A".repeat(1 << 20), "at most 65536 characters"));
    }

    private static String twoInOne() {
        byte[] one = Base64.getDecoder().decode(BASE64);
        byte[] two = Arrays.copyOf(one, 2 * one.length);
        System.arraycopy(one, 0, two, one.length, one.length);
        return Base64.getEncoder().encodeToString(two);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void anything_else_is_refused_with_what_is_wrong(String form, String text, String why) {
        Problem problem = refusal(() -> CertificateText.read(text));

        assertThat(problem.status()).as(form).isEqualTo(422);
        assertThat(problem.message()).contains(why);
    }

    @Test
    void the_longest_text_that_is_looked_at_may_hold_a_certificate() {
        String padded = " ".repeat(CertificateText.LENGTH_MAX - BASE64.length()) + BASE64;

        assertThat(CertificateText.read(padded)).isEqualTo(ROOT.certificate());
    }

    /// Whatever single byte is wrong, the certificate is read or refused, and nothing else happens.
    @Test
    void a_certificate_with_a_wrong_byte_is_read_or_refused() {
        var random = new Random(20_260_301);
        List<X509Certificate> good = List.of(
                ROOT.certificate(),
                TestCa.root("RSA", spec -> spec.key(KeyType.RSA_2048)).certificate(),
                TestCa.root("Ed", spec -> spec.key(KeyType.ED25519)).certificate());
        for (X509Certificate certificate : good) {
            byte[] der = Base64.getDecoder().decode(CertificateText.write(certificate));
            for (int i = 0; i < der.length; i++) {
                byte[] wrong = der.clone();
                wrong[i] = (byte) random.nextInt(256);
                readOrRefuse(wrong);
            }
        }
    }

    private static void readOrRefuse(byte[] der) {
        try {
            assertThat(CertificateText.read(Base64.getEncoder().encodeToString(der)))
                    .isNotNull();
        } catch (Rejected refused) {
            assertThat(refused.problem().status()).isEqualTo(422);
        }
    }
}
