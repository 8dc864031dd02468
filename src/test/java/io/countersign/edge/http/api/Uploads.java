package io.countersign.edge.http.api;

import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.UploadAnchor;
import io.countersign.edge.http.Json;
import io.countersign.edge.http.Route;
import io.countersign.testing.TestCa;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// Uploads of trusted certificates to acme.
final class Uploads {
    static final String ANCHORS = "/tenant/tenants/acme/trusted-certificates";

    private Uploads() {}

    static List<Route> routes(Instance instance) {
        var uploads = new AtomicLong();
        var uploadAnchor = new UploadAnchor(
                instance.anchors, () -> new AnchorId(HexFormat.of().toHexDigits(uploads.incrementAndGet())));
        return new AnchorEndpoints(instance.anchors, uploadAnchor, instance.tenants).routes();
    }

    static String upload(X509Certificate certificate) {
        return upload(Map.of("certInPemFormat", CertificateText.write(certificate), "status", "ENABLED"));
    }

    static String upload(Map<String, Object> fields) {
        return new String(Json.write(fields), StandardCharsets.UTF_8);
    }

    static String fingerprint(TestCa ca) {
        return Fingerprint.of(ca.certificate()).hex();
    }
}
