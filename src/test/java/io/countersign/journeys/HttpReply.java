package io.countersign.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the server answered.
record HttpReply(int status, String body, HttpResponse<String> response) {
    private static final JsonMapper JSON = new JsonMapper();

    static HttpReply of(HttpResponse<String> response) {
        return new HttpReply(response.statusCode(), response.body(), response);
    }

    JsonNode json() {
        return JSON.readTree(body);
    }

    String text(String field) {
        return json().path(field).asString("");
    }

    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /// The same reply, if it has this status.
    HttpReply expecting(int wanted) {
        assertThat(status).as("status of %s", body).isEqualTo(wanted);
        return this;
    }

    /// The same reply, if it is a refusal with this status and reason, in the documented shape.
    HttpReply expecting(int wanted, String reason) {
        expecting(wanted);
        assertThat(text("reason")).as("reason in %s", body).isEqualTo(reason);
        assertThat(text("error")).isNotEmpty();
        assertThat(text("message")).isNotEmpty();
        assertThat(text("info")).startsWith("https://");
        return this;
    }
}
