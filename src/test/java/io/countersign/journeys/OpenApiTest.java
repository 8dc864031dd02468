package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.InMemoryDevices;
import io.countersign.core.ledger.InMemoryRefusalLedger;
import io.countersign.core.ledger.RefusalLedger;
import io.countersign.core.revocation.InMemoryCrls;
import io.countersign.core.revocation.InMemoryOwnCrls;
import io.countersign.core.revocation.InMemoryRevokedCertificates;
import io.countersign.core.revocation.KeepCrl;
import io.countersign.core.revocation.Outside;
import io.countersign.core.revocation.PublishCrl;
import io.countersign.core.signing.InMemorySigningKeys;
import io.countersign.core.signing.KeySchedule;
import io.countersign.core.signing.RotateKeys;
import io.countersign.core.tenant.Changes;
import io.countersign.core.tenant.InMemoryTenantOptions;
import io.countersign.core.tenant.InMemoryTenants;
import io.countersign.core.tenant.SetOptions;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.tenant.TenantOptions;
import io.countersign.core.tenant.Tenants;
import io.countersign.core.token.EndToken;
import io.countersign.core.token.InMemoryIssuedTokens;
import io.countersign.core.token.IssueToken;
import io.countersign.core.token.Recognition;
import io.countersign.core.token.TokenFault;
import io.countersign.core.token.TokenIds;
import io.countersign.core.token.TokenWriter;
import io.countersign.core.token.VerifyChain;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.ChainCheck;
import io.countersign.core.trust.ChainFault;
import io.countersign.core.trust.InMemoryTrustAnchors;
import io.countersign.core.trust.ProvePossession;
import io.countersign.core.trust.TrustAnchors;
import io.countersign.core.trust.TrustAnchors.Sharing;
import io.countersign.core.trust.UploadAnchor;
import io.countersign.core.user.InMemoryUsers;
import io.countersign.core.user.Passwords;
import io.countersign.core.user.Role;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Route;
import io.countersign.edge.http.api.Api;
import io.countersign.edge.keys.JcaSignatures;
import io.countersign.edge.revocation.Asn1CrlWriter;
import io.countersign.edge.revocation.Asn1RevocationFormats;
import io.countersign.edge.tls.Asn1CertificateDetails;
import io.countersign.edge.tls.Asn1CommonNames;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The API's document and the routes that the server has are the same.
class OpenApiTest {
    private static final String TOKEN_REQUEST = "POST /devicecontrol/deviceAccessToken";
    private static final Pattern PARAMETER = Pattern.compile("\\{([A-Za-z]+)}");

    private final OpenApiDocument document = OpenApiDocument.read();
    private final Map<String, Route> routes = routes().stream()
            .collect(Collectors.toMap(route -> route.method() + " " + route.path(), Function.identity()));

    private static List<Route> routes() {
        var tenants = new InMemoryTenants();
        var options = new InMemoryTenantOptions();
        var anchors = new InMemoryTrustAnchors();
        var chainCheck = new ChainCheck(anchors, new Asn1CertificateDetails());
        return Api.routes(
                new Api.Stores(
                        tenants,
                        options,
                        anchors,
                        new InMemoryDevices(),
                        new InMemoryIssuedTokens(),
                        new InMemoryUsers(tenants),
                        new InMemoryRefusalLedger(RefusalLedger.Limits.DEFAULT),
                        new InMemoryRevokedCertificates(),
                        new InMemoryCrls(),
                        Outside.NOBODY),
                new Api.UseCases(
                        new SetOptions(options, List.of()),
                        new UploadAnchor(anchors, () -> new AnchorId("0000000000000000"), Sharing.FORBIDDEN),
                        new ProvePossession(anchors, () -> ""),
                        new VerifyChain(chainCheck, anchors, issueToken(chainCheck, anchors, tenants, options)),
                        new KeepCrl(new InMemoryCrls(), anchors, new Asn1RevocationFormats(), () -> "1"),
                        new PublishCrl(
                                new InMemoryOwnCrls(),
                                new InMemoryRevokedCertificates(),
                                new Asn1CrlWriter(),
                                new Asn1RevocationFormats()),
                        new EndToken(new InMemoryIssuedTokens()),
                        new RotateKeys(new InMemorySigningKeys(), KeySchedule.DEFAULT, Instant.EPOCH),
                        KeySchedule.DEFAULT,
                        new NoPasswords(),
                        () -> new TenantId("t1")),
                (_, _) -> List.of(),
                "test");
    }

    private static IssueToken issueToken(
            ChainCheck chainCheck, TrustAnchors anchors, Tenants tenants, TenantOptions options) {
        var keys = new RotateKeys(new InMemorySigningKeys(), KeySchedule.DEFAULT, Instant.EPOCH);
        return new IssueToken(
                new Recognition(chainCheck, new Asn1CommonNames(), new Changes(), (_, _) -> Instant.MAX),
                new IssueToken.Registry(tenants, options, new InMemoryDevices(), new InMemoryIssuedTokens()),
                anchors,
                new TokenWriter(
                        keys,
                        new JcaSignatures(),
                        new TokenIds(new SecretKeySpec(new byte[32], "HmacSHA256")),
                        options));
    }

    private static final class NoPasswords implements Passwords {
        @Override
        public String hash(String password) {
            return "";
        }

        @Override
        public boolean matches(String password, String hash) {
            return false;
        }
    }

    @Test
    void every_route_is_documented_and_every_documented_operation_has_a_route() {
        assertThat(Stream.concat(routes.keySet().stream(), Stream.of(TOKEN_REQUEST)))
                .containsExactlyInAnyOrderElementsOf(document.operations().keySet());
    }

    @Test
    void the_document_says_who_may_call() {
        routes.forEach((name, route) -> {
            JsonNode operation = document.operation(name);
            Access access = route.access();
            boolean isOpen = operation.path("security").isArray()
                    && operation.path("security").isEmpty();
            assertThat(isOpen).as("%s: security: []", name).isEqualTo(!access.needsCaller());
            assertThat(operation.path("x-countersign-device-port").asBoolean(false))
                    .as("%s: x-countersign-device-port", name)
                    .isEqualTo(access.forDevices());
            assertThat(operation.path("x-countersign-roles").valueStream().map(JsonNode::asString))
                    .as("%s: x-countersign-roles", name)
                    .containsExactlyInAnyOrderElementsOf(
                            access.roles().stream().map(Role::name).toList());
            assertThat(operation.path("x-countersign-tenant").asString(""))
                    .as("%s: x-countersign-tenant", name)
                    .isEqualTo(access.needsCaller() ? word(access.whose()) : "");
        });
    }

    private static String word(Access.Whose whose) {
        return switch (whose) {
            case CALLER -> "own";
            case OWN -> "path";
            case OWN_OR_MANAGED -> "managed";
            case ALL -> "all";
        };
    }

    @Test
    void the_document_names_every_parameter_of_a_path() {
        document.operations()
                .keySet()
                .forEach(name -> assertThat(document.pathParameters(name))
                        .as(name)
                        .containsExactlyElementsOf(PARAMETER
                                .matcher(name)
                                .results()
                                .map((MatchResult found) -> found.group(1))
                                .toList()));
    }

    @Test
    void the_refusals_that_every_route_may_have_are_documented() {
        routes.forEach((name, route) -> {
            JsonNode operation = document.operation(name);
            List<String> statuses = List.copyOf(operation.path("responses").propertyNames());
            if (route.access().needsCaller()) {
                assertThat(statuses).as(name).contains("401");
            }
            if (!route.access().roles().isEmpty()) {
                assertThat(statuses).as(name).contains("403");
            }
            if (operation.has("requestBody")) {
                assertThat(statuses).as(name).contains("400", "413", "422");
            }
        });
    }

    @Test
    void every_reason_is_documented() {
        List<String> documented = document.schema("Reason")
                .path("enum")
                .valueStream()
                .map(JsonNode::asString)
                .toList();

        assertThat(documented).doesNotHaveDuplicates();
        assertThat(documented)
                .containsAll(Stream.of(ChainFault.Reason.values(), TokenFault.values())
                        .flatMap(Stream::of)
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                        .toList());
        assertThat(document.schema("RoleName").path("enum").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(
                        Stream.of(Role.values()).map(Role::name).toList());
    }

    @Test
    void every_example_is_as_its_schema_says() {
        document.operations().forEach((name, operation) -> {
            checkExamples(name, operation.path("requestBody"));
            operation
                    .path("responses")
                    .forEachEntry((status, response) -> checkExamples(name + " " + status, document.resolve(response)));
        });
    }

    private void checkExamples(String where, JsonNode body) {
        body.path("content").forEachEntry((type, content) -> {
            Stream<JsonNode> several = content.path("examples").valueStream().map(example -> example.path("value"));
            Stream<JsonNode> one = content.has("example") ? Stream.of(content.path("example")) : Stream.empty();
            Stream.concat(several, one)
                    .forEach(example -> document.check(where + " " + type, content.path("schema"), example));
        });
    }

    @Test
    void every_reference_leads_somewhere_and_nothing_is_left_over() {
        assertThat(document.references()).containsExactlyInAnyOrderElementsOf(document.components());
    }
}
