package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.countersign.RunningServer;
import io.countersign.testing.CertificateSpec;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.OutsideServer;
import io.countersign.testing.OutsideServer.Behaviour;
import io.countersign.testing.TestCa;
import io.countersign.testing.TestDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import tools.jackson.databind.JsonNode;

/// A server that fetches, a place outside that it fetches from, and a tenant that wants that.
final class FetchingStage implements AutoCloseable {
    static final String SOURCES = "/countersign/crl-sources";
    static final TestCa ROOT = TestCa.root("Acme Root");

    private final AtomicReference<Behaviour> behaviour = new AtomicReference<>(answering(CrlSpec.of(ROOT)));
    private final OutsideServer outside;
    private final RunningServer server;
    private final ApiClient acme;

    FetchingStage(Path folder) throws IOException {
        outside = OutsideServer.that((request, out) -> behaviour.get().answer(request, out));
        server = RunningServer.fetchingFromLoopback(folder);
        try (ApiClient operator = ApiClient.ofOperator(server)) {
            acme = operator.createTenant("acme", "acme.example");
        }
        acme.trust("acme", ROOT).expecting(201);
        option("crl.online.check.enabled", "true");
    }

    RunningServer server() {
        return server;
    }

    OutsideServer outside() {
        return outside;
    }

    /// The administrator of the tenant.
    ApiClient acme() {
        return acme;
    }

    /// What is answered outside from now on.
    void answer(Behaviour present) {
        behaviour.set(present);
    }

    void answer(CrlSpec list) {
        answer(answering(list));
    }

    void option(String key, String value) {
        acme.setOption("configuration", key, value).expecting(200);
    }

    static Behaviour answering(CrlSpec list) {
        byte[] der = list.der();
        return (_, out) -> out.write(OutsideServer.ok(der));
    }

    static DistributionPointName at(String uri) {
        return new DistributionPointName(new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
    }

    UnaryOperator<CertificateSpec> naming(String path) {
        var points = new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(at(outside.uri(path).toString()), null, null)
        });
        return spec -> spec.extension(Extension.cRLDistributionPoints, false, points);
    }

    /// A device whose certificate says where the list of its CA is.
    TestDevice pump(String name) {
        return ROOT.device(name, naming("/acme.crl"));
    }

    DeviceClient client(TestDevice device) {
        return DeviceClient.of(server, device);
    }

    void awaitToken(DeviceClient device) {
        await().untilAsserted(() -> device.askForToken().expecting(200));
    }

    JsonNode onlySource() {
        JsonNode sources = acme.get(SOURCES).expecting(200).json().path("sources");
        assertThat(sources.size()).isEqualTo(1);
        return sources.get(0);
    }

    void awaitFailure() {
        await().untilAsserted(
                        () -> assertThat(onlySource().path("state").asString()).isEqualTo("failing"));
    }

    @Override
    public void close() throws IOException {
        acme.close();
        server.close();
        outside.close();
    }
}
