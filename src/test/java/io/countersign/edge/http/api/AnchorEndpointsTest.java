package io.countersign.edge.http.api;

import static io.countersign.edge.http.TestApi.json;
import static io.countersign.edge.http.api.Instance.ACME;
import static io.countersign.edge.http.api.Refusals.refusal;
import static io.countersign.edge.http.api.Refusals.status;
import static io.countersign.edge.http.api.Uploads.ANCHORS;
import static io.countersign.edge.http.api.Uploads.fingerprint;
import static io.countersign.edge.http.api.Uploads.upload;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.DeviceId;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.token.Issued;
import io.countersign.core.token.Lifespan;
import io.countersign.core.token.Stamp;
import io.countersign.core.trust.AnchorId;
import io.countersign.core.trust.Thumbprint;
import io.countersign.core.trust.TrustAnchor;
import io.countersign.core.user.Role;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.TestApi;
import io.countersign.testing.TestCa;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class AnchorEndpointsTest {
    private static final TestCa ROOT = TestCa.root("Acme Root");

    private final Instance instance = new Instance();
    private final TestApi acme = instance.api(Uploads.routes(instance));
    private final TestApi operator = acme.as(Instance.operator());

    @Test
    void a_change_touches_only_what_it_names() {
        acme.post(ANCHORS, upload(ROOT.certificate()));
        String anchor = ANCHORS + "/" + fingerprint(ROOT);

        acme.put(anchor, "{\"name\": \"Plant 7\"}");
        acme.put(anchor, "{\"status\": \"DISABLED\", \"certInPemFormat\": \"ignored\"}");
        JsonNode changed = json(acme.put(anchor, "{\"autoRegistrationEnabled\": true}"));

        assertThat(changed.path("name").asString()).isEqualTo("Plant 7");
        assertThat(changed.path("status").asString()).isEqualTo("DISABLED");
        assertThat(changed.path("autoRegistrationEnabled").asBoolean()).isTrue();
        assertThat(json(acme.put(anchor, "{\"name\": null}")).has("name")).isFalse();
        TrustAnchor kept = instance.anchors.of(ACME).getFirst();
        assertThat(kept.enabled()).isFalse();
        assertThat(kept.certificate()).isEqualTo(ROOT.certificate());
    }

    @Test
    void a_fingerprint_may_be_written_in_upper_case() {
        acme.post(ANCHORS, upload(ROOT.certificate()));

        assertThat(acme.get(ANCHORS + "/" + fingerprint(ROOT).toUpperCase(Locale.ROOT))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void a_deleted_anchor_is_gone_and_can_come_back() {
        acme.post(ANCHORS, upload(ROOT.certificate()));
        String anchor = ANCHORS + "/" + fingerprint(ROOT);

        assertThat(acme.delete(anchor).status()).isEqualTo(204);
        assertThat(status(() -> acme.delete(anchor))).isEqualTo(404);
        assertThat(status(() -> acme.get(anchor))).isEqualTo(404);
        assertThat(status(() -> acme.put(anchor, "{}"))).isEqualTo(404);
        assertThat(acme.post(ANCHORS, upload(ROOT.certificate())).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000000000000000000000000000000000000", "x", "%2F", "%00"})
    void an_unknown_fingerprint_is_not_found(String fingerprint) {
        Problem problem = refusal(() -> acme.get(ANCHORS + "/" + fingerprint));

        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.error()).isEqualTo("certificate/Not Found");
    }

    @Test
    void anchors_are_listed_page_by_page_in_the_order_of_their_upload() {
        List<TestCa> cas = Stream.of("a", "b", "c").map(TestCa::root).toList();
        cas.forEach(ca -> acme.post(ANCHORS, upload(ca.certificate())));

        JsonNode list = json(acme.get(ANCHORS + "?pageSize=2&currentPage=2&withTotalElements=true"));

        assertThat(list.path("certificates").size()).isEqualTo(1);
        assertThat(list.path("certificates").path(0).path("fingerprint").asString())
                .isEqualTo(fingerprint(cas.getLast()));
        assertThat(list.path("statistics").path("totalElements").asInt()).isEqualTo(3);
    }

    @Test
    void no_tenant_has_a_certificate_authority_of_its_own_yet() {
        acme.post(ANCHORS, upload(ROOT.certificate()));

        assertThat(json(acme.get(ANCHORS + "?certificateAuthority=true"))
                        .path("certificates")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void the_operator_sees_changes_and_deletes_but_does_not_upload() {
        acme.post(ANCHORS, upload(ROOT.certificate()));
        String anchor = ANCHORS + "/" + fingerprint(ROOT);

        assertThat(operator.get(ANCHORS).status()).isEqualTo(200);
        assertThat(operator.put(anchor, "{\"status\": \"DISABLED\"}").status()).isEqualTo(200);
        assertThat(status(() -> operator.post(ANCHORS, upload(ROOT.certificate()))))
                .isEqualTo(403);
        assertThat(operator.delete(anchor).status()).isEqualTo(204);
    }

    @Test
    void the_impact_of_a_loss_is_told_to_who_asks_for_it() {
        acme.post(ANCHORS, upload(ROOT.certificate()));
        String anchor = ANCHORS + "/" + fingerprint(ROOT);
        assertThat(json(acme.get(anchor)).has("impact")).isFalse();
        assertThat(devicesBelow(anchor)).isZero();

        AnchorId id = instance.anchors.of(ACME).getFirst().id();
        var leaf = new Thumbprint("a".repeat(43));
        var issued = new Issued(leaf, new Lifespan(3600), Stamp.at(Instance.NOW), Stamp.NONE, Optional.of(id));
        Stream.of("a", "b").forEach(device -> instance.issuedTokens.update(ACME, new DeviceId(device), _ -> issued));

        assertThat(devicesBelow(anchor)).isEqualTo(2);
    }

    private long devicesBelow(String anchor) {
        return json(acme.get(anchor + "?withImpact=true"))
                .path("impact")
                .path("devices")
                .asLong(-1);
    }

    @Test
    void an_unknown_tenant_is_told_to_the_operator_only() {
        String unknown = "/tenant/tenants/t01/trusted-certificates";

        Problem problem = refusal(() -> operator.get(unknown));
        assertThat(problem.status()).isEqualTo(404);
        assertThat(problem.error()).isEqualTo("security/Not Found");
        assertThat(problem.message()).isEqualTo("There is no tenant with id = t01");
        assertThat(status(() -> operator.get("/tenant/tenants/NO/trusted-certificates")))
                .isEqualTo(404);
        assertThat(refusal(() -> acme.get(unknown)))
                .isEqualTo(refusal(() -> acme.get("/tenant/tenants/management/trusted-certificates")));
    }

    @Test
    void roles_are_asked_for() {
        TestApi reader = acme.as(Instance.clerk(Role.ROLE_TENANT_MANAGEMENT_READ));

        assertThat(reader.get(ANCHORS).status()).isEqualTo(200);
        assertThat(status(() -> reader.post(ANCHORS, upload(ROOT.certificate()))))
                .isEqualTo(403);
        assertThat(status(() -> acme.as(Instance.device("pump-1")).get(ANCHORS)))
                .isEqualTo(403);
        assertThat(acme.as(Instance.clerk(Role.ROLE_TENANT_ADMIN))
                        .post(ANCHORS, upload(ROOT.certificate()))
                        .status())
                .isEqualTo(201);
        assertThat(instance.anchors.of(new TenantId("acme"))).hasSize(1);
    }
}
