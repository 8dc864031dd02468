package io.countersign.journeys;

import io.countersign.core.trust.Fingerprint;
import io.countersign.journeys.OpenApiRecorder.Login;
import io.countersign.testing.CrlSpec;
import io.countersign.testing.TestCa;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;

/// Calls about trusted certificates, each answered as the API's document says.
///
/// @param acme an administrator of the tenant `acme`
/// @param operator the operator
record OpenApiAnchorCalls(OpenApiRecorder api, Login acme, Login operator) {
    static String certificate(TestCa ca) {
        String pem = ca.pem().replace("\n", "\\n");
        return """
                {"name": "Plant 7", "status": "ENABLED", "autoRegistrationEnabled": true,
                 "certInPemFormat": "%s"}""".formatted(pem);
    }

    void ofTrustedOnes() {
        TestCa other = TestCa.root("Another Root");
        String fingerprint = Fingerprint.of(other.certificate()).hex();
        String anchors = "/tenant/tenants/{tenant}/trusted-certificates";
        String anchor = anchors + "/{fingerprint}";
        api.call("POST " + anchors, "acme").by(acme).sending(certificate(other)).answers(201);
        api.call("POST " + anchors, "acme").by(acme).sending(certificate(other)).answers(409);
        api.call("POST " + anchors, "acme")
                .by(acme)
                .sending("{\"certInPemFormat\": \"x\", \"status\": \"ENABLED\"}")
                .answers(422);
        api.call("POST " + anchors, "acme")
                .by(operator)
                .sending(certificate(other))
                .answers(403);
        api.call("GET " + anchors, "acme").by(acme).answers(200);
        api.call("GET " + anchors, "t01").by(operator).answers(404);
        api.call("GET " + anchors, "t01").by(acme).answers(403);
        api.call("GET " + anchor, "acme", fingerprint).by(acme).answers(200);
        api.call("PUT " + anchor, "acme", fingerprint)
                .by(acme)
                .sending("{\"name\": null, \"status\": \"DISABLED\", \"autoRegistrationEnabled\": \"false\"}")
                .answers(200);
        api.call("PUT " + anchor, "acme", fingerprint)
                .by(acme)
                .sending("{\"status\": \"OFF\"}")
                .answers(422);
        api.call("DELETE " + anchor, "acme", fingerprint).by(acme).answers(204);
        api.call("GET " + anchor, "acme", fingerprint).by(acme).answers(404);
        api.call("PUT " + anchor, "acme", fingerprint).by(acme).sending("{}").answers(404);
        api.call("DELETE " + anchor, "acme", fingerprint).by(acme).answers(404);
    }

    void ofIntermediatesAndBulks() {
        TestCa root = TestCa.root("Root of a bulk");
        TestCa issuing = root.issuing("Issuing of a bulk");
        String anchors = "/tenant/tenants/{tenant}/trusted-certificates";
        String bulk = "{\"certificates\": [" + certificate(root) + "]}";
        String intermediate = certificate(issuing).replace("Enabled\": true", "Enabled\": false");
        api.call("POST " + anchors, "acme")
                .asking("addToTrustStore=false")
                .by(acme)
                .sending(intermediate)
                .answers(201);
        api.call("POST " + anchors, "acme").by(acme).sending(intermediate).answers(409);
        api.call("POST " + anchors + "/bulk", "acme").by(acme).sending(bulk).answers(201);
        api.call("POST " + anchors + "/bulk", "acme").by(acme).sending(bulk).answers(409);
        api.call("POST " + anchors + "/bulk", "acme").by(acme).sending("{}").answers(422);
        api.call("POST " + anchors + "/bulk", "acme").by(operator).sending(bulk).answers(403);
        api.call(
                        "GET " + anchors + "/{fingerprint}",
                        "acme",
                        Fingerprint.of(root.certificate()).hex())
                .asking("withImpact=true")
                .by(acme)
                .answers(200);
    }

    void ofChains() {
        TestCa root = TestCa.root("Root of a chain");
        api.call("POST /tenant/tenants/{tenant}/trusted-certificates", "acme")
                .by(acme)
                .sending(certificate(root))
                .answers(201);
        String verify = "POST /tenant/trusted-certificates/verify-cert-chain";
        String type = "multipart/form-data; boundary=b";
        api.call(verify)
                .by(acme)
                .sending(form(root.device("pump-9").pem()), type)
                .answers(200);
        api.call(verify).by(acme).sending(form(TestCa.root("x").pem()), type).answers(401);
        api.call(verify).by(acme).sending(form("nothing"), type).answers(400);
        api.call(verify).answers(401);
        api.call("GET /countersign/refusals").by(acme).answers(200);
        api.call("GET /countersign/refusals").asking("since=now").by(acme).answers(422);
        api.call("GET /countersign/refusals")
                .asking("tenant=management")
                .by(acme)
                .answers(403);
    }

    void ofRevocation() {
        String settings = "PUT /tenant/trusted-certificates/settings/crl";
        String revocations = "/countersign/revocations";
        api.call(settings)
                .by(acme)
                .sending("{\"crls\": [{\"serialNumberInHex\": \"1000\"}]}")
                .answers(204);
        api.call(settings)
                .by(acme)
                .sending("{\"crls\": [{\"serialNumberInHex\": \"x\"}]}")
                .answers(422);
        api.call(settings).by(acme).sending("{}").answers(400);
        api.call("POST " + revocations)
                .by(acme)
                .sending("{\"serialNumber\": \"1001\"}")
                .answers(201);
        api.call("POST " + revocations).by(acme).sending("{}").answers(422);
        ofFingerprint(revocations + "/fingerprints/{fingerprint}", "ab".repeat(32));
        api.call("GET " + revocations).by(acme).answers(200);
        api.call("GET " + revocations + "/events").by(acme).answers(200);
        api.call("GET /tenant/trusted-certificates/settings/crl").by(acme).answers(200);
        api.call("GET /countersign/crl-signer").by(acme).answers(200);
        api.call("DELETE " + revocations + "/{serial}", "1001").by(acme).answers(204);
        api.call("DELETE " + revocations + "/{serial}", "1001").by(acme).answers(404);
    }

    private void ofFingerprint(String one, String fingerprint) {
        api.call("POST /countersign/revocations")
                .by(acme)
                .sending("{\"fingerprint\": \"" + fingerprint + "\"}")
                .answers(201);
        api.call("DELETE " + one, fingerprint).by(acme).answers(204);
        api.call("DELETE " + one, fingerprint).by(acme).answers(404);
        api.call("DELETE " + one, "ab").by(acme).answers(422);
    }

    void ofLists() {
        TestCa root = TestCa.root("Root of another list");
        api.call("POST /tenant/tenants/{tenant}/trusted-certificates", "acme")
                .by(acme)
                .sending(certificate(root))
                .answers(201);
        api.call("POST /countersign/crls")
                .by(acme)
                .sending(CrlSpec.of(root).pem(), "application/pkix-crl")
                .answers(201);
        api.call("POST /countersign/crls")
                .by(acme)
                .sending("x", "application/pkix-crl")
                .answers(422);
        String id = api.call("GET /countersign/crls")
                .by(acme)
                .answers(200)
                .json()
                .path("crls")
                .get(0)
                .path("id")
                .asString();
        api.call("GET /countersign/crl-sources").by(acme).answers(200);
        api.call("DELETE /countersign/crls/{id}", id).by(acme).answers(204);
        api.call("DELETE /countersign/crls/{id}", id).by(acme).answers(404);
    }

    private static String form(String pem) {
        return "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"c.pem\"\r\n\r\n" + pem
                + "\r\n--b--\r\n";
    }

    void ofProofs() throws GeneralSecurityException {
        TestCa root = TestCa.root("Root to be proven");
        String fingerprint = Fingerprint.of(root.certificate()).hex();
        String proof = "/tenant/tenants/{tenant}/trusted-certificates-pop/{fingerprint}";
        String field = "{\"proofOfPossessionSignedVerificationCode\": \"%s\"}";
        api.call("POST " + proof + "/verification-code", "acme", fingerprint)
                .by(acme)
                .answers(404);
        api.call("POST /tenant/tenants/{tenant}/trusted-certificates", "acme")
                .by(acme)
                .sending(certificate(root))
                .answers(201);
        api.call("POST " + proof + "/pop", "acme", fingerprint)
                .by(acme)
                .sending(field.formatted("AAAA"))
                .answers(422);
        String code = api.call("POST " + proof + "/verification-code", "acme", fingerprint)
                .by(acme)
                .answers(200)
                .text("proofOfPossessionUnsignedVerificationCode");
        api.call("POST " + proof + "/pop", "acme", fingerprint)
                .by(acme)
                .sending(field.formatted("AAAA"))
                .answers(400);
        var signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(root.privateKey());
        signature.update(code.getBytes(StandardCharsets.US_ASCII));
        api.call("POST " + proof + "/pop", "acme", fingerprint)
                .by(acme)
                .sending(field.formatted(Base64.getEncoder().encodeToString(signature.sign())))
                .answers(200);
        api.call("POST " + proof + "/confirmed", "acme", fingerprint)
                .by(operator)
                .answers(200);
        api.call("POST " + proof + "/confirmed", "acme", fingerprint).by(acme).answers(403);
    }
}
