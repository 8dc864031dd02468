package io.countersign.vectors;

import io.countersign.core.tenant.TenantId;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.CertificateChain;
import io.countersign.core.trust.ChainCheck;
import io.countersign.core.trust.ChainVerdict;
import io.countersign.core.trust.Fingerprint;
import io.countersign.core.trust.InMemoryTrustAnchors;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.edge.tls.Asn1CertificateDetails;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// One case of the files of format chain-vectors/1.
///
/// @param expected `accept`, or the class of reason to reject for
record ChainVector(String id, String tier, Set<String> requires, String expected, JsonNode json) {
    private static final TenantId TENANT = new TenantId("vectors");
    private static final String UNTRUSTED = "untrusted";
    private static final String BAD_CERTIFICATE = "bad_certificate";
    static final String ACCEPT = "accept";

    static List<ChainVector> allIn(Path folder) throws IOException {
        var vectors = new ArrayList<ChainVector>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                new ObjectMapper()
                        .readTree(Files.readString(file))
                        .path("cases")
                        .forEach(json -> vectors.add(of(json)));
            }
        }
        return vectors;
    }

    private static ChainVector of(JsonNode json) {
        return new ChainVector(
                json.path("id").asString(),
                json.path("tier").asString(),
                Set.copyOf(texts(json.path("requires"))),
                json.path("expect").asString().equals(ACCEPT)
                        ? ACCEPT
                        : json.path("reason").asString(),
                json);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    /// Whether the leaf's fitness for TLS client authentication is part of the question.
    boolean asksForPurpose() {
        return json.path("purpose").asString().equals("client");
    }

    /// What we decide: `accept`, or the reason to reject for.
    String decision() {
        Optional<X509Certificate> leaf = certificate(json.path("leaf").asString());
        List<Optional<X509Certificate>> shown = texts(json.path("intermediates")).stream()
                .map(ChainVector::certificate)
                .toList();
        List<X509Certificate> others = shown.stream().flatMap(Optional::stream).toList();
        if (leaf.isEmpty()) {
            return BAD_CERTIFICATE;
        }
        String verdict = verdict(leaf.get(), others);
        return verdict.equals(UNTRUSTED) && others.size() < shown.size() ? BAD_CERTIFICATE : verdict;
    }

    private String verdict(X509Certificate leaf, List<X509Certificate> others) {
        var anchors = new InMemoryTrustAnchors();
        texts(json.path("anchors")).stream()
                .map(ChainVector::certificate)
                .flatMap(Optional::stream)
                .forEach(certificate -> anchors.add(anchor(certificate)));
        Instant time = Instant.parse(json.path("time").asString());
        try {
            return switch (new ChainCheck(anchors, new Asn1CertificateDetails())
                    .check(CertificateChain.of(leaf, others), time)) {
                case ChainVerdict.Trusted _ -> ACCEPT;
                case ChainVerdict.Untrusted(var fault, var _) ->
                    fault.reason().name().toLowerCase(Locale.ROOT);
            };
        } catch (CertificateChain.TooLong refusedUnseen) {
            return UNTRUSTED;
        }
    }

    private static TrustAnchor anchor(X509Certificate certificate) {
        var fingerprint = Fingerprint.of(certificate);
        var id = new AnchorId(fingerprint.hex().substring(0, 16));
        return new TrustAnchor(id, TENANT, certificate, fingerprint, Optional.empty(), true, false);
    }

    private static Optional<X509Certificate> certificate(String pem) {
        try {
            return Optional.of((X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))));
        } catch (CertificateException unreadable) {
            return Optional.empty();
        }
    }

    /// Whether one reason is as good as the other (the vectors' README tells which are).
    static boolean isSameClass(String one, String other) {
        return classOf(one).equals(classOf(other));
    }

    private static String classOf(String reason) {
        return Stream.of("bad_signature", "name_chaining").anyMatch(reason::equals) ? UNTRUSTED : reason;
    }
}
