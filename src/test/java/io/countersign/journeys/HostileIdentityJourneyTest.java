package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.KeyType;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Certificates that try to be somebody else: each is itself or nobody.
class HostileIdentityJourneyTest {
    private static final TestCa CA = TestCa.root("Identity Root");

    /// Registers nobody by itself.
    private static final TestCa CAREFUL = TestCa.root("Careful Identity Root");

    @TempDir
    static Path folder;

    private static RunningServer server;
    private static ApiClient acme;

    @BeforeAll
    static void start() {
        server = RunningServer.in(folder);
        acme = ApiClient.ofOperator(server).createTenant("acme", "acme.example");
        acme.trust("acme", CA).expecting(201);
        acme.trust("acme", CAREFUL.pem(), false).expecting(201);
    }

    @AfterAll
    static void stop() {
        acme.close();
        server.close();
    }

    @AfterEach
    void an_honest_device_is_still_served() throws IOException {
        assertThat(ask(CA.device("victim")).owner()).isEqualTo("acme/device_victim");
    }

    private static OpenConnection.Reply ask(TestDevice device, String... headers) throws IOException {
        try (OpenConnection connection = OpenConnection.open(server, DeviceClient.context(server, device), "TLSv1.3")) {
            return connection.askForToken(headers);
        }
    }

    private static Arguments row(String name, UnaryOperator<CertificateSpec> deviation) {
        return Arguments.of(Named.of(name, deviation));
    }

    static Stream<Arguments> namesOfNobody() {
        return Stream.of(
                row("no common name", spec -> spec.subject(new X500Principal("O=victim"))),
                row("two of them", spec -> spec.commonNames("pump", "victim")),
                row("one of them twice", spec -> spec.commonNames("victim", "victim")),
                row("two in one part", spec -> spec.subject(new X500Principal("CN=pump+CN=victim"))),
                row("two among others", spec -> spec.subject(new X500Principal("CN=pump, O=Acme, CN=victim"))),
                row("empty", spec -> spec.commonNames("")),
                row("a space", spec -> spec.commonNames(" ")),
                row("a space behind", spec -> spec.commonNames("victim ")),
                row("NUL", spec -> spec.commonNames("victim\u0000.example")),
                row("NUL in UTF-16", spec -> spec.commonNames(new DERBMPString("victim\u0000x"))),
                row("right to left", spec -> spec.commonNames("\u202emitciv")),
                row("no width", spec -> spec.commonNames("vic\u200btim")),
                row("an escape", spec -> spec.commonNames("victim\\,CN=pump")),
                row("a path", spec -> spec.commonNames("../victim")),
                row("too long", spec -> spec.commonNames("v".repeat(255))),
                row("bits", spec -> spec.commonNames(new DERBitString("victim".getBytes(StandardCharsets.UTF_8)))),
                row("T.61 or Latin-1", spec -> spec.commonNames(new DERT61String("v\u00efctim"))),
                row("no UTF-32", spec -> spec.commonNames(new DERUniversalString(new byte[] {1, 2, 3}))));
    }

    /// CVE-2026-22747: a name that does not say clearly who this is says nobody.
    @ParameterizedTest
    @MethodSource("namesOfNobody")
    void a_common_name_that_names_no_device_is_refused(UnaryOperator<CertificateSpec> name) throws IOException {
        ask(CA.device("x", name)).expecting(422, "bad_device_id");
    }

    /// CVE-2026-22747: what looks like several attributes when it is printed is one name.
    @ParameterizedTest
    @ValueSource(
            strings = {"pump,CN=victim", "CN=victim", "CN=pump, CN=victim", "victim;CN=pump", "\"victim\"", "#766963"})
    void a_common_name_that_prints_as_another_is_itself(String name) throws IOException {
        assertThat(ask(CA.device("x", spec -> spec.commonNames(name))).owner()).isEqualTo("acme/device_" + name);
    }

    static Stream<ASN1Encodable> textsOfVictim() {
        return Stream.of(
                new DERUTF8String("victim"),
                new DERPrintableString("victim"),
                new DERIA5String("victim"),
                new DERT61String("victim"),
                new DERBMPString("victim"),
                new DERUniversalString("victim".getBytes(StandardCharsets.UTF_32BE)));
    }

    /// CVE-2026-22747: the same letters are the same device, whatever their ASN.1 type.
    @ParameterizedTest
    @MethodSource("textsOfVictim")
    void a_common_name_is_its_letters(ASN1Encodable text) throws IOException {
        assertThat(ask(CA.device("x", spec -> spec.commonNames(text))).owner()).isEqualTo("acme/device_victim");
    }

    /// CVE-2025-54996, CVE-2025-64761: a name is compared as it is used, letter by letter.
    @ParameterizedTest
    @CsvSource({
        "caf\u00e9, cafe\u0301",
        "Pump-1, pump-1",
        "stra\u00dfe, strasse",
        "\u0130stanbul, istanbul",
        "meter, m\u0435ter",
        "\u212b, \u00e5",
        "\ufb01lter, filter"
    })
    void names_that_look_or_fold_alike_are_different_devices(String registered, String other) throws IOException {
        acme.send(
                        "POST",
                        "/devicecontrol/bulkNewDeviceRequests",
                        BodyPublishers.ofString("ID\tAUTH_TYPE\n" + registered + "\tCERTIFICATES\n"),
                        "Content-Type",
                        "text/csv")
                .expecting(201);

        ask(CAREFUL.device(other)).expecting(422, "not_registered");
        assertThat(ask(CAREFUL.device(registered)).owner()).isEqualTo("acme/device_" + registered);
        assertThat(ask(CA.device(other)).owner()).isEqualTo("acme/device_" + other);
    }

    static Stream<Arguments> wrongCertificates() {
        return Stream.of(
                wrong("bad_signature", CertificateSpec::signedBlank),
                wrong("bad_signature", CertificateSpec::signedByStranger),
                wrong("bad_certificate", CertificateSpec::version1),
                wrong("leaf_is_ca", CertificateSpec::ca),
                wrong("bad_eku", spec -> spec.purposes(KeyPurposeId.id_kp_serverAuth)));
    }

    private static Arguments wrong(String reason, UnaryOperator<CertificateSpec> deviation) {
        return Arguments.of(reason, deviation);
    }

    /// CVE-2022-21449 (a signature of zeros), keycloak #52982 (version 1, CA:true, purpose), keycloak #52801
    /// (a CA of the same name and another key).
    @ParameterizedTest
    @MethodSource("wrongCertificates")
    void a_certificate_that_nobody_may_believe_is_refused(String reason, UnaryOperator<CertificateSpec> deviation)
            throws IOException {
        ask(CA.device("victim", deviation)).expecting(401, reason);
    }

    /// CVE-2022-21449, further up: nobody becomes an issuing CA by signing with zeros.
    @Test
    void a_ca_with_a_blank_signature_is_refused() throws IOException {
        TestCa forged = CA.issuing("Forged Issuing", CertificateSpec::signedBlank);

        ask(forged.device("victim"), "X-Ssl-Cert-Chain: " + DeviceClient.pemOnOneLine(forged.certificate()))
                .expecting(401, "bad_signature");
    }

    /// CVE-2026-39388: a renewal is for the device of the handshake, whatever token comes along.
    @Test
    void the_token_of_another_device_renews_nothing() throws IOException {
        String tokenOfVictim = DeviceClient.of(server, CA.device("victim")).token();

        assertThat(ask(CA.device("pump"), "Authorization: Bearer " + tokenOfVictim)
                        .owner())
                .isEqualTo("acme/device_pump");
        ask(TestCa.root("Nobody's").device("victim"), "Authorization: Bearer " + tokenOfVictim)
                .expecting(401, "untrusted");
    }

    /// CVE-2024-2048: a certificate with the serial number, names and key identifiers of another is not that one.
    @Test
    void a_certificate_is_not_known_by_its_names_but_by_its_key() throws IOException {
        TestDevice own = TestCa.selfSignedDevice("tedge-1", spec -> spec.key(KeyType.P384));
        acme.trust("acme", own.pem(), true).expecting(201);
        TestDevice twin = TestCa.selfSignedDevice("tedge-1", spec -> spec.key(KeyType.P384));

        assertThat(ask(own).owner()).isEqualTo("acme/device_tedge-1");
        assertThat(ask(twin).status()).isEqualTo(401);
    }
}
