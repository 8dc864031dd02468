package io.countersign.edge.http.api;

import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.ProvePossession;
import io.countersign.core.trust.TrustAnchors.Sharing;
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
import java.util.stream.Stream;

/// Uploads of trusted certificates to acme.
final class Uploads {
    static final String ANCHORS = "/tenant/tenants/acme/trusted-certificates";

    private Uploads() {}

    static List<Route> routes(Instance instance) {
        return routes(instance, Sharing.FORBIDDEN);
    }

    static List<Route> routes(Instance instance, Sharing sharing) {
        var uploads = new AtomicLong();
        var uploadAnchor = new UploadAnchor(
                instance.anchors, () -> new AnchorId(HexFormat.of().toHexDigits(uploads.incrementAndGet())), sharing);
        var tenantAnchors = new TenantAnchors(instance.tenants, instance.anchors);
        var codes = new AtomicLong();
        var provePossession = new ProvePossession(instance.anchors, () -> "%0160d".formatted(codes.incrementAndGet()));
        return Stream.of(
                        new AnchorEndpoints(tenantAnchors, instance.anchors, instance.issuedTokens).routes(),
                        new AnchorUploadEndpoints(uploadAnchor, instance.tenants).routes(),
                        new PossessionEndpoints(tenantAnchors, provePossession).routes())
                .flatMap(List::stream)
                .toList();
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
