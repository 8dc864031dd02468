package io.countersign.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.edge.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/// The signed tokens of Wycheproof through `countersign verify-jws --batch`.
///
/// They lie outside this repository; the system property `countersign.vectors` tells where.
@Tag("vectors")
class JwsVectorsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file =
            Path.of(System.getProperty("countersign.vectors", "../shared/vectors"), "jws", "wycheproof-jws.json");

    @Test
    void every_core_case_comes_out_right() throws IOException {
        List<JsonNode> cases = JSON.readTree(Files.readString(file))
                .path("cases")
                .valueStream()
                .filter(json -> json.path("tier").asString().equals("core"))
                .toList();
        List<JsonNode> answers = CommandRun.withInput(questions(cases), "verify-jws", "--batch")
                .out()
                .lines()
                .map(JSON::readTree)
                .toList();

        assertThat(cases).isNotEmpty();
        assertThat(answers).hasSameSizeAs(cases);
        var wrong = new ArrayList<String>();
        for (int i = 0; i < cases.size(); i++) {
            String expected = cases.get(i).path("expect").asString();
            if (!answers.get(i).path("result").asString().equals(expected)) {
                wrong.add(cases.get(i).path("id").asString() + " ("
                        + cases.get(i).path("description").asString() + "): " + answers.get(i) + ", expected "
                        + expected);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String questions(List<JsonNode> cases) {
        return cases.stream()
                .map(json -> {
                    ObjectNode question = ((ObjectNode) json).deepCopy();
                    Stream.of("expect", "description", "flags").forEach(question::remove);
                    return question + "\n";
                })
                .collect(Collectors.joining());
    }
}
