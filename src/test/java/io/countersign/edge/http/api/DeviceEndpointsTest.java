package io.countersign.edge.http.api;

import static io.countersign.edge.http.TestApi.json;
import static io.countersign.edge.http.api.Instance.ACME;
import static io.countersign.edge.http.api.Instance.NOW;
import static io.countersign.edge.http.api.Refusals.refusal;
import static io.countersign.edge.http.api.Refusals.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.device.Device;
import io.countersign.core.device.Device.Kind;
import io.countersign.core.device.DeviceId;
import io.countersign.core.device.RegisterDevices;
import io.countersign.core.tenant.TenantId;
import io.countersign.core.user.Role;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Problem;
import io.countersign.edge.http.Rejected;
import io.countersign.edge.http.TestApi;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DeviceEndpointsTest {
    private static final String BULK = "/devicecontrol/bulkNewDeviceRequests";
    private static final String TWO = "ID;AUTH_TYPE\npump-1;CERTIFICATES\npump-2;CERTIFICATES\n";

    private final Instance instance = new Instance();
    private final TestApi acme =
            instance.api(new DeviceEndpoints(new RegisterDevices(instance.devices), instance.tenants).routes());

    private Answer upload(String csv) {
        return upload(csv.getBytes(StandardCharsets.UTF_8));
    }

    private Answer upload(byte[] csv) {
        return send("text/csv", csv);
    }

    private Answer send(String type, byte[] body) {
        return acme.send(HttpMethod.POST, BULK, body, Map.of("Content-Type", type));
    }

    private Answer form(String form) {
        return send("multipart/form-data; boundary=\"b-1\"", form.getBytes(StandardCharsets.UTF_8));
    }

    private long registered() {
        return instance.devices.count(ACME, "");
    }

    @Test
    void devices_of_a_table_are_registered() {
        instance.devices.register(new Device(ACME, new DeviceId("pump-2"), Kind.PASSWORD, false, NOW));

        Answer answer = upload(TWO);

        assertThat(answer.status()).isEqualTo(201);
        JsonNode body = json(answer);
        assertThat(body.path("numberOfAll").asInt()).isEqualTo(2);
        assertThat(body.path("numberOfCreated").asInt()).isEqualTo(1);
        assertThat(body.path("numberOfSuccessful").asInt()).isEqualTo(2);
        assertThat(body.path("numberOfFailed").asInt()).isZero();
        JsonNode updated = body.path("credentialUpdatedList");
        assertThat(updated.size()).isEqualTo(1);
        assertThat(updated.path(0).path("deviceId").asString()).isEqualTo("pump-2");
        assertThat(updated.path(0).path("bulkNewDeviceStatus").asString()).isEqualTo("CREDENTIAL_UPDATED");
        assertThat(body.path("failedCreationList").isEmpty()).isTrue();
        Device pump1 = instance.devices.find(ACME, new DeviceId("pump-1")).orElseThrow();
        assertThat(pump1).isEqualTo(new Device(ACME, new DeviceId("pump-1"), Kind.CERTIFICATE, true, NOW));
        Device pump2 = instance.devices.find(ACME, new DeviceId("pump-2")).orElseThrow();
        assertThat(pump2.kind()).isEqualTo(Kind.CERTIFICATE);
        assertThat(pump2.enabled()).isFalse();
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("tabs", "ID\tAUTH_TYPE\nq1\tCERTIFICATES\n"),
                Arguments.of("commas", "ID,AUTH_TYPE\nq1,CERTIFICATES\n"),
                Arguments.of("semicolons and CRLF", "ID;AUTH_TYPE\r\nq1;CERTIFICATES\r\n"),
                Arguments.of("no line break at the end", "ID;AUTH_TYPE\nq1;CERTIFICATES"),
                Arguments.of("quotes", "\"ID\",\"AUTH_TYPE\",\"NAME\"\n\"q1\",\"CERTIFICATES\",\"a, \"\"b\"\"\nc\"\n"),
                Arguments.of("another order and unknown columns", "X;AUTH_TYPE;com_a.b;ID\n1;CERTIFICATES;true;q1\n"),
                Arguments.of("columns left out at the end", "AUTH_TYPE\tID\tNAME\tTYPE\nCERTIFICATES\tq1\n"),
                Arguments.of("more fields than columns", "ID;AUTH_TYPE\nq1;CERTIFICATES;x;y\n"),
                Arguments.of("empty lines", "ID;AUTH_TYPE\n\nq1;CERTIFICATES\n\n"),
                Arguments.of("a byte order mark", "\ufeffID;AUTH_TYPE\nq1;CERTIFICATES\n"),
                Arguments.of(
                        "what go-c8y writes",
                        "ID\tAUTH_TYPE\tCREDENTIALS\tENROLLMENT_OTP\tNAME\tTYPE\tIDTYPE\tICCID\tTENANT\tPATH"
                                + "\tcom_cumulocity_model_Agent.active\n"
                                + "q1\tCERTIFICATES\t\tabc123\tq1\tt\tc8y_Serial\t\t\t\ttrue\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void a_table_of_any_usual_form_is_read(String form, String csv) {
        JsonNode body = json(upload(csv));

        assertThat(body.path("numberOfCreated").asInt()).as(form).isEqualTo(1);
        assertThat(body.path("numberOfAll").asInt()).isEqualTo(1);
        assertThat(instance.devices.find(ACME, new DeviceId("q1"))).isPresent();
    }

    @Test
    void a_table_in_latin_1_is_read() {
        upload("ID;AUTH_TYPE\nK\u00fchler;CERTIFICATES\n".getBytes(StandardCharsets.ISO_8859_1));
        upload("ID;AUTH_TYPE\nW\u00e4rmer;CERTIFICATES\n");

        assertThat(instance.devices.find(ACME, new DeviceId("K\u00fchler"))).isPresent();
        assertThat(instance.devices.find(ACME, new DeviceId("W\u00e4rmer"))).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b;CERTIFICATES      | none of the characters",
                ";CERTIFICATES         | 1 to 254 characters",
                "_x;CERTIFICATES       | white space",
                "x;BASIC               | AUTH_TYPE",
                "x;                    | AUTH_TYPE",
                "x                     | AUTH_TYPE",
                "x;certificates        | AUTH_TYPE",
            })
    void a_bad_row_fails_alone_and_is_named_by_its_line(String row, String reason) {
        JsonNode body = json(upload("ID;AUTH_TYPE\nok;CERTIFICATES\n" + row.replace('_', ' ') + "\n"));

        assertThat(body.path("numberOfAll").asInt()).isEqualTo(2);
        assertThat(body.path("numberOfSuccessful").asInt()).isEqualTo(1);
        assertThat(body.path("numberOfFailed").asInt()).isEqualTo(1);
        JsonNode failure = body.path("failedCreationList").path(0);
        assertThat(failure.path("bulkNewDeviceStatus").asString()).isEqualTo("FAILED");
        assertThat(failure.path("line").asString()).isEqualTo("3");
        assertThat(failure.path("failureReason").asString()).contains(reason);
        assertThat(registered()).isEqualTo(1);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("nothing", "", "empty"),
                Arguments.of("no ID", "NAME;AUTH_TYPE\nx;CERTIFICATES\n", "ID is missing"),
                Arguments.of("a quote without end", "ID;AUTH_TYPE\nok;CERTIFICATES\n\"x;CERTIFICATES\n", "line 3"),
                Arguments.of("text behind a quote", "ID;AUTH_TYPE\nok;CERTIFICATES\n\"x\"y;CERTIFICATES\n", "line 3"),
                Arguments.of("a field without end", "ID;AUTH_TYPE\nok;CERTIFICATES\n" + "x".repeat(1 << 20), "line 3"),
                Arguments.of("UTF-16", "\ufeff\u0000I\u0000D", "ID is missing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void a_table_that_cannot_be_read_registers_nothing(String form, String csv, String why) {
        Problem problem = refusal(() -> upload(csv));

        assertThat(problem.status()).as(form).isEqualTo(422);
        assertThat(problem.message()).contains(why);
        assertThat(registered()).isZero();
    }

    @Test
    void a_table_registers_at_most_100000_devices() {
        String rows = IntStream.range(0, 100_000)
                .mapToObj(i -> "d" + i + ";CERTIFICATES")
                .collect(Collectors.joining("\n", "ID;AUTH_TYPE\n", "\n"));

        Problem problem = refusal(() -> upload(rows + "one-more;CERTIFICATES\n"));
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.message()).contains("100000");
        assertThat(registered()).isZero();

        assertThat(json(upload(rows)).path("numberOfCreated").asInt()).isEqualTo(100_000);
    }

    @Test
    void a_device_that_stands_there_twice_is_one() {
        JsonNode body = json(upload(TWO + "pump-1;CERTIFICATES\n"));

        assertThat(body.path("numberOfCreated").asInt()).isEqualTo(2);
        assertThat(body.path("credentialUpdatedList").size()).isEqualTo(1);
        assertThat(registered()).isEqualTo(2);
    }

    @Test
    void only_the_operator_registers_devices_of_another_tenant() {
        String csv = "ID;AUTH_TYPE;TENANT\na;CERTIFICATES;acme\nb;CERTIFICATES;nowhere\nc;CERTIFICATES;\n";

        JsonNode body = json(acme.as(Instance.operator())
                .send(HttpMethod.POST, BULK, csv.getBytes(StandardCharsets.UTF_8), Map.of("Content-Type", "text/csv")));
        assertThat(body.path("numberOfSuccessful").asInt()).isEqualTo(2);
        assertThat(instance.devices.find(ACME, new DeviceId("a"))).isPresent();
        assertThat(instance.devices.find(TenantId.MANAGEMENT, new DeviceId("c")))
                .isPresent();

        assertThat(json(upload(csv.replace("acme", "management")))
                        .path("numberOfCreated")
                        .asInt())
                .isEqualTo(2);
        assertThat(instance.devices.count(TenantId.MANAGEMENT, "")).isEqualTo(1);
        assertThat(registered()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Disposition: form-data; name=\"file\"; filename=\"devices.csv\"\r\nContent-Type: text/csv",
                "Content-Disposition: form-data; name=file; filename=\"d.csv\"\r\nContent-Type: image/png",
                "content-disposition: form-data; name=\"file\"; filename=\"\"",
                "Content-Disposition: form-data; name=\"file\"",
            })
    void a_form_brings_the_table_as_its_part_file(String head) {
        String form = "--b-1\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nother\r\n--b-1\r\n" + head
                + "\r\n\r\n" + TWO + "\r\n--b-1--\r\n";

        assertThat(json(form(form)).path("numberOfCreated").asInt()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--b-1--\r\n",
                "--b-1\r\nContent-Disposition: form-data; name=\"other\"; filename=\"f\"\r\n\r\nx\r\n--b-1--\r\n",
                "--b-1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\nno end",
                "--b-1\r\nContent-Disposition: form-data; name=\"file",
                "--b-1\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b-1--\r\n",
                "--b-1\r\nContent-Disposition: ;;;\r\n\r\nx\r\n--b-1--\r\n",
                "--b-1\r\n\r\nx\r\n--b-1--\r\n",
                "--b-1\r\nContent-Length: nine\r\nContent-Disposition: form-data; name=file\r\n\r\nx\r\n--b-1--",
                "--b-1\r\nContent-Type: multipart/mixed\r\nContent-Disposition: form-data; name=file\r\n\r\n--b-1--",
                "no form at all",
            })
    void a_broken_form_cannot_be_read(String form) {
        assertThat(status(() -> form(form))).isIn(400, 422);
        assertThat(registered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary"})
    void a_form_names_its_boundary(String type) {
        assertThat(status(() -> send(type, TWO.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "", "image/png"})
    void other_media_types_are_refused(String type) {
        assertThat(status(() -> send(type, TWO.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(415);
    }

    /// Whatever a form holds, the table is read or refused, and nothing else happens.
    @Test
    void a_form_with_wrong_bytes_is_read_or_refused() {
        var random = new Random(20_260_301);
        byte[] good = ("--b-1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"d.csv\"\r\n"
                        + "Content-Type: text/csv; charset=utf-8\r\nContent-Transfer-Encoding: binary\r\n\r\n" + TWO
                        + "\r\n--b-1--\r\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 4_000; i++) {
            byte[] wrong = random.nextBoolean() ? good.clone() : Arrays.copyOf(good, random.nextInt(good.length));
            for (int j = random.nextInt(4); j >= 0 && wrong.length > 0; j--) {
                wrong[random.nextInt(wrong.length)] = (byte) random.nextInt(256);
            }
            readOrRefuse(wrong);
        }
    }

    private void readOrRefuse(byte[] form) {
        try {
            assertThat(send("multipart/form-data; boundary=b-1", form).status()).isEqualTo(201);
        } catch (Rejected refused) {
            assertThat(refused.problem().status()).isBetween(400, 499);
        }
    }

    @Test
    void more_than_16_mebibytes_are_not_read() {
        assertThat(status(() -> upload(new byte[(16 << 20) + 1]))).isEqualTo(413);
    }

    @Test
    void roles_are_asked_for() {
        TestApi reader = acme.as(Instance.clerk(Role.ROLE_DEVICE_CONTROL_READ));

        assertThat(status(() -> reader.post(BULK, TWO))).isEqualTo(403);
        assertThat(status(() -> acme.as(Instance.device("pump-1")).post(BULK, TWO)))
                .isEqualTo(403);
    }
}
