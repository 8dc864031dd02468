package io.countersign.edge.cli;

import io.countersign.edge.pem.Identity;
import io.countersign.edge.pem.PemText;
import io.countersign.edge.pem.UnusableFile;
import io.countersign.edge.pem.WholeFiles;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the demo does, step by step; each may find that a run before has done it already.
final class DemoSteps {
    static final String TENANT = "acme";
    static final String ADMIN = TENANT + "/admin";
    static final String MANAGEMENT_ADMIN = "management/admin";

    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final String TENANTS = "/tenant/tenants";
    private static final String ANCHORS = TENANTS + "/" + TENANT + "/trusted-certificates";
    private static final String DEVICE_USER = "/user/" + TENANT + "/users/device_" + DemoCertificates.DEVICE;
    private static final String CURRENT_USER = "/user/currentUser";

    private final DemoFolder folder;
    private final DemoScreen screen;
    private final DemoCommands commands;
    private final Reach reach;

    /// Where the server is and whom it is trusted by.
    record Reach(URI devices, URI api, Path ca) {}

    DemoSteps(DemoFolder folder, DemoScreen screen, Reach reach) {
        this.folder = folder;
        this.screen = screen;
        this.reach = reach;
        this.commands = new DemoCommands(
                folder, reach.ca(), reach.devices().toString(), reach.api().toString());
    }

    /// All steps in order.
    ///
    /// @throws Failure if one does not hold
    void run(Instant now) throws UnusableFile {
        makeTenant();
        var certificates = new DemoCertificates(folder, now);
        DemoCertificates.Made made = certificates.prepare();
        screen.held("Device", "has a certificate: Demo Root CA > Demo Issuing CA > " + DemoCertificates.DEVICE);
        screen.more("openssl x509 -noout -subject -issuer -in " + DemoCommands.quoted(folder.file("device.pem")));
        trustRoot(made.root(), certificates.secondRoot());
        String token = fetchToken(made.device());
        useToken(token);
        fetchAgain(made.device(), token);
        beRefused(certificates.stranger());
    }

    private void makeTenant() throws UnusableFile {
        var body = new LinkedHashMap<String, Object>();
        body.put("id", TENANT);
        body.put("domain", "localhost");
        body.put("company", "Acme");
        body.put("adminName", "admin");
        body.put("adminPass", folder.password(ADMIN, Optional.empty()));
        boolean isNew;
        try (Api management = as(MANAGEMENT_ADMIN);
                Api acme = as(ADMIN)) {
            isNew = unless(CONFLICT, () -> management.post(TENANTS, body));
            acme.get("/tenant/currentTenant");
        } catch (Failure failure) {
            throw failure.status() == UNAUTHORIZED ? foreignFolder() : failure;
        }
        screen.held("Tenant", TENANT + " (domain localhost) with the administrator " + ADMIN + again(isNew));
        body.putAll(Map.of("id", "globex", "domain", "globex.localhost", "company", "Globex"));
        WholeFiles.writeSecret(folder.file("tenant.json"), JsonMapper.shared().writeValueAsString(body));
        screen.more("by hand, a second tenant:");
        screen.command(commands.post("management", "tenant.json", TENANTS));
    }

    private void trustRoot(Identity root, X509Certificate second) throws UnusableFile {
        var body = new LinkedHashMap<String, Object>();
        body.put("certInPemFormat", PemText.of(root.certificate()));
        body.put("name", "Demo Root CA");
        body.put("status", "ENABLED");
        body.put("autoRegistrationEnabled", true);
        boolean isNew;
        try (Api api = as(ADMIN)) {
            isNew = unless(CONFLICT, () -> api.post(ANCHORS, body));
            // whoever tried things out after a run before may have disabled what this one needs
            api.put(ANCHORS + "/" + fingerprint(root), Map.of("status", "ENABLED", "autoRegistrationEnabled", true));
            unless(NOT_FOUND, () -> api.put(DEVICE_USER, Map.of("enabled", true)));
        }
        screen.held("Trust", TENANT + " trusts Demo Root CA; its devices register themselves" + again(isNew));
        body.put("certInPemFormat", PemText.of(second));
        body.put("name", "Demo Second Root CA");
        WholeFiles.write(folder.file("root.json"), JsonMapper.shared().writeValueAsString(body));
        screen.more("by hand, a second root:");
        screen.command(commands.post(TENANT, "root.json", ANCHORS));
    }

    private String fetchToken(Identity device) throws UnusableFile {
        JsonNode answer = fetch(device);
        String token = answer.path("accessToken").asString("");
        screen.held(
                "Token",
                "fetched over mutual TLS, good for " + answer.path("expiresIn").asString("") + " s, next one from "
                        + answer.path("renewAfter").asString("") + " s on");
        screen.plain(token);
        JsonNode claims = claims(token);
        screen.more("sub " + claims.path("sub").asString("") + ", ten "
                + claims.path("ten").asString("") + ", iss "
                + claims.path("iss").asString("") + ", exp "
                + Instant.ofEpochSecond(claims.path("exp").asLong(0)) + ", jti "
                + claims.path("jti").asString(""));
        screen.command(commands.token("device"));
        return token;
    }

    private void useToken(String token) throws UnusableFile {
        try (var api = new Api(reach.api(), trusting(), Map.of("Authorization", "Bearer " + token))) {
            String user = api.get(CURRENT_USER).path("userName").asString("");
            mustHold(user.equals("device_" + DemoCertificates.DEVICE), "the API takes the token for that of " + user);
            screen.held("Use", "GET " + CURRENT_USER + " with the token says: " + user);
        }
        screen.command(commands.use(CURRENT_USER));
    }

    private void fetchAgain(Identity device, String first) throws UnusableFile {
        String second = fetch(device).path("accessToken").asString("");
        if (!tokenId(second).equals(tokenId(first))) {
            // half of the first one's life ended between the two requests, which cannot happen twice in a row
            first = second;
            second = fetch(device).path("accessToken").asString("");
        }
        mustHold(tokenId(second).equals(tokenId(first)), "a second request gave another token, " + tokenId(second));
        screen.held("Again", "the same token (jti " + tokenId(second) + ") until half of its life is over");
        screen.more("by hand: the command that fetched it, once more");
    }

    private void beRefused(Identity stranger) throws UnusableFile {
        try {
            fetch(stranger);
        } catch (Failure refused) {
            mustHold(refused.reason().equals("untrusted"), "the stranger was refused by " + refused.getMessage());
            screen.held(
                    "Refused",
                    "a certificate of a CA that nobody trusts: " + refused.status() + " " + refused.reason());
            refused.detail().ifPresent(screen::more);
            refused.hint().ifPresent(screen::more);
            screen.command(commands.token("stranger"));
            return;
        }
        throw new Failure("A certificate of a CA that nobody trusts got a token.");
    }

    private JsonNode fetch(Identity identity) throws UnusableFile {
        return TokenCommands.fetch(
                reach.devices(), Optional.of(reach.ca()), identity, Optional.of(folder.file("chain.pem")));
    }

    private Api as(String user) throws UnusableFile {
        String credentials = user + ":" + folder.password(user, Optional.empty());
        String base64 = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return new Api(reach.api(), trusting(), Map.of("Authorization", "Basic " + base64));
    }

    private SSLContext trusting() throws UnusableFile {
        return TlsClient.of(Optional.of(reach.ca()), Optional.empty());
    }

    /// @return false if the server answered with this status instead
    private static boolean unless(int status, Runnable request) {
        try {
            request.run();
            return true;
        } catch (Failure failure) {
            if (failure.status() != status) {
                throw failure;
            }
            return false;
        }
    }

    private static Failure foreignFolder() {
        return new Failure(
                "The passwords in this data folder are not those that the demo knows.",
                "Somebody else made management/admin or " + ADMIN + " there.",
                "Name another folder with --data.");
    }

    /// As the API names certificates (contract.md 2.1).
    private static String fingerprint(Identity identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest(identity.certificate().getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has SHA-1", impossible);
        }
    }

    private static String again(boolean isNew) {
        return isNew ? "" : " (made by a run before)";
    }

    private static String tokenId(String token) {
        return claims(token).path("jti").asString("");
    }

    private static JsonNode claims(String token) {
        List<String> parts = List.of(token.split("\\.", -1));
        mustHold(parts.size() == 3, "the server gave no token");
        return JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts.get(1)));
    }

    private static void mustHold(boolean holds, String otherwise) {
        if (!holds) {
            throw new Failure("It should not be, but " + otherwise + ".");
        }
    }
}
