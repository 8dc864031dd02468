package io.countersign.edge.http.api;

import static io.countersign.edge.http.api.Refusals.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.core.user.Role;
import io.countersign.edge.http.Access;
import io.countersign.edge.http.Answer;
import io.countersign.edge.http.Route;
import io.countersign.edge.http.TestApi;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PagedListTest {
    private static final List<Integer> ALL = IntStream.range(0, 12).boxed().toList();

    private final TestApi api = new Instance()
            .api(List.of(Route.of(
                    HttpMethod.GET,
                    "/numbers",
                    Access.of(Role.ROLE_TENANT_ADMIN),
                    call -> Answer.ok(
                            "", new PagedList("numbers", PagedList.part(ALL, call.page()), ALL.size()).body(call)))));

    private JsonNode list(String query) {
        return TestApi.json(api.get("/numbers" + query));
    }

    @ParameterizedTest
    @CsvSource({
        "'',                            5, 0, true,  false",
        "?currentPage=2,                5, 5, true,  true",
        "?currentPage=3,                2, 10, false, true",
        "?currentPage=4,                0, 0, false, true",
        "?currentPage=1000000,          0, 0, false, true",
        "?pageSize=12,                  12, 0, false, false",
        "?pageSize=11,                  11, 0, true, false",
        "?pageSize=2000,                12, 0, false, false",
        "?pageSize=1000000,             12, 0, false, false",
    })
    void a_page_has_its_entries_and_neighbours(String query, int size, int first, boolean next, boolean prev) {
        JsonNode list = list(query);

        assertThat(list.path("numbers").size()).isEqualTo(size);
        assertThat(list.path("numbers").path(0).asInt(0)).isEqualTo(first);
        assertThat(list.has("next")).isEqualTo(next);
        assertThat(list.has("prev")).isEqualTo(prev);
    }

    @Test
    void links_are_whole_addresses_that_keep_the_question() {
        JsonNode list = list("?pageSize=5&currentPage=2&withTotalPages=true&userName=a%26b");

        String rest = "&withTotalPages=true&userName=a%26b";
        assertThat(list.path("self").asString())
                .isEqualTo("https://acme.example:8444/numbers?pageSize=5&currentPage=2" + rest);
        assertThat(list.path("next").asString())
                .isEqualTo("https://acme.example:8444/numbers?pageSize=5&currentPage=3" + rest);
        assertThat(list.path("prev").asString())
                .isEqualTo("https://acme.example:8444/numbers?pageSize=5&currentPage=1" + rest);
    }

    @Test
    void totals_are_told_when_asked_for() {
        assertThat(list("").path("statistics").toString()).isEqualTo("{\"currentPage\":1,\"pageSize\":5}");
        assertThat(list("?withTotalPages=true&withTotalElements=true")
                        .path("statistics")
                        .toString())
                .isEqualTo("{\"currentPage\":1,\"pageSize\":5,\"totalPages\":3,\"totalElements\":12}");
    }

    @Test
    void larger_pages_than_there_are_are_trimmed() {
        assertThat(list("?pageSize=5000").path("statistics").path("pageSize").asInt())
                .isEqualTo(2000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?currentPage=0",
                "?currentPage=-1",
                "?currentPage=1000001",
                "?currentPage=99999999999",
                "?currentPage=one",
                "?currentPage=",
                "?pageSize=0",
                "?pageSize=-5",
                "?pageSize=5.0",
            })
    void what_is_no_page_is_refused(String query) {
        assertThat(status(() -> list(query))).isEqualTo(422);
    }
}
