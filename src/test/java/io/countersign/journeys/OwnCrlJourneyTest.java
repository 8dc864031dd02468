package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.RunningServer;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.testing.TestCa;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a tenant took back by hand can be fetched as a revocation list, and checked by whoever fetches it.
class OwnCrlJourneyTest {
    private static final String SETTINGS = "/tenant/trusted-certificates/settings/crl";
    private static final String SIGNER = "/countersign/crl-signer";
    private static final String REVOCATIONS = "/countersign/revocations";

    @TempDir
    Path folder;

    private RunningServer server;
    private ApiClient operator;
    private ApiClient acme;

    @BeforeEach
    void start() {
        server = RunningServer.in(folder);
        operator = ApiClient.ofOperator(server);
        acme = operator.createTenant("acme", "acme.example");
    }

    @AfterEach
    void stop() {
        operator.close();
        acme.close();
        server.close();
    }

    private static byte[] file(ApiClient client, String path, String type) throws Exception {
        HttpResponse<byte[]> answer = client.file(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(type);
        return answer.body();
    }

    private static byte[] list(ApiClient client) throws Exception {
        return file(client, SETTINGS, "application/pkix-crl");
    }

    private static X509CRL read(byte[] der) throws Exception {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(der));
    }

    private static X509Certificate signer(ApiClient client) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(file(client, SIGNER, "application/pem-certificate-chain")));
    }

    @Test
    void what_was_taken_back_is_in_the_list_and_what_was_undone_is_not() throws Exception {
        X509Certificate pump = TestCa.root("Acme Root").device("pump").certificate();
        X509CRL empty = read(list(acme));
        assertThat(empty.getRevokedCertificates()).isNull();

        acme.put(SETTINGS, Map.of("crls", List.of(Map.of("serialNumberInHex", "1000"))))
                .expecting(204);
        acme.post(
                        REVOCATIONS,
                        Map.of(
                                "serialNumber",
                                "7",
                                "issuer",
                                pump.getIssuerX500Principal().getName(),
                                "reason",
                                "key_compromise"))
                .expecting(201);
        byte[] der = list(acme);
        X509CRL list = read(der);

        list.verify(signer(acme).getPublicKey());
        assertThat(list.getIssuerX500Principal()).isEqualTo(signer(acme).getSubjectX500Principal());
        assertThat(list.getRevokedCertificate(BigInteger.valueOf(0x1000)).getCertificateIssuer())
                .isNull();
        assertThat(list.getRevokedCertificates())
                .filteredOn(entry -> entry.getSerialNumber().intValue() == 7)
                .singleElement()
                .satisfies(entry -> assertThat(entry.getCertificateIssuer()).isEqualTo(pump.getIssuerX500Principal()));
        var ours = new Asn1RevocationFormats().crl(der);
        assertThat(ours.find(pump.getIssuerX500Principal(), BigInteger.valueOf(7)))
                .isPresent();
        assertThat(ours.find(ours.issuer(), BigInteger.valueOf(0x1000))).isPresent();

        acme.delete(REVOCATIONS + "/1000").expecting(204);
        assertThat(read(list(acme)).getRevokedCertificates()).hasSize(1);
    }

    @Test
    void the_list_and_its_key_outlive_a_restart_and_the_list_is_signed_anew_in_time() throws Exception {
        acme.post(REVOCATIONS, Map.of("serialNumber", "7")).expecting(201);
        byte[] first = list(acme);
        X509Certificate signer = signer(acme);

        server.restart();
        try (ApiClient again = ApiClient.withPassword(server, "acme/admin", ApiClient.TENANT_PASSWORD)) {
            assertThat(list(again)).isEqualTo(first);
            assertThat(signer(again)).isEqualTo(signer);

            server.clock().advance(Duration.ofHours(12));
            X509CRL renewed = read(list(again));
            renewed.verify(signer.getPublicKey());
            assertThat(renewed.getThisUpdate()).isAfter(read(first).getThisUpdate());
        }
    }

    @Test
    void every_tenant_has_its_own_list_and_only_its_people_see_it() throws Exception {
        acme.post(REVOCATIONS, Map.of("serialNumber", "7")).expecting(201);
        try (ApiClient globex = operator.createTenant("globex", "globex.example");
                ApiClient stranger = ApiClient.withPassword(server, "acme/admin", "a wrong password")) {
            assertThat(read(list(globex)).getRevokedCertificates()).isNull();
            assertThat(signer(globex)).isNotEqualTo(signer(acme));
            stranger.get(SETTINGS).expecting(401, "bad_credentials");
            stranger.get(SIGNER).expecting(401, "bad_credentials");
        }
    }

    @Test
    void whoever_may_only_read_gets_the_list_and_whoever_may_not_does_not() throws Exception {
        for (String role : List.of("ROLE_TENANT_MANAGEMENT_READ", "ROLE_USER_MANAGEMENT_READ")) {
            acme.post(
                            "/user/acme/users",
                            Map.of(
                                    "userName",
                                    role.toLowerCase(Locale.ROOT),
                                    "password",
                                    ApiClient.TENANT_PASSWORD,
                                    "roles",
                                    List.of(role)))
                    .expecting(201);
        }
        try (ApiClient reader =
                        ApiClient.withPassword(server, "acme/role_tenant_management_read", ApiClient.TENANT_PASSWORD);
                ApiClient other =
                        ApiClient.withPassword(server, "acme/role_user_management_read", ApiClient.TENANT_PASSWORD)) {
            assertThat(list(reader)).isNotEmpty();
            other.get(SETTINGS).expecting(403, "forbidden");
            other.get(SIGNER).expecting(403, "forbidden");
            reader.put(SETTINGS, Map.of("crls", List.of())).expecting(403, "forbidden");
        }
    }
}
