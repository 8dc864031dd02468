package io.countersign.vectors;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/// One case of the files of format chain-vectors/1.
///
/// @param expected `accept`, or the class of reason to reject for
/// @param question the case without what is expected
record ChainVector(String id, String tier, Set<String> requires, String expected, ObjectNode question) {
    static final String ACCEPT = "accept";

    /// Which reasons are as good as each other (the vectors' README tells).
    private static final Map<String, String> CLASSES = Map.of(
            "bad_signature", "untrusted",
            "name_chaining", "untrusted",
            "crl_stale", "crl_invalid",
            "revocation_unknown", "crl_invalid");

    static List<ChainVector> allIn(Path folder) throws IOException {
        var vectors = new ArrayList<ChainVector>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
            for (Path file : files) {
                new ObjectMapper()
                        .readTree(Files.readString(file))
                        .path("cases")
                        .forEach(json -> vectors.add(of((ObjectNode) json)));
            }
        }
        return vectors;
    }

    private static ChainVector of(ObjectNode json) {
        String expected = json.path("expect").asString().equals(ACCEPT)
                ? ACCEPT
                : json.path("reason").asString();
        Set<String> requires =
                json.path("requires").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
        ObjectNode question = json.deepCopy();
        Stream.of("expect", "reason", "leaf_key", "live", "description").forEach(question::remove);
        return new ChainVector(json.path("id").asString(), json.path("tier").asString(), requires, expected, question);
    }

    /// What was decided, as an answer of `verify --batch` tells it.
    static String decision(JsonNode answer) {
        String result = answer.path("result").asString();
        return result.equals("reject") ? answer.path("reason").asString() : result;
    }

    /// Whether one reason is as good as the other.
    static boolean isSameClass(String one, String other) {
        return CLASSES.getOrDefault(one, one).equals(CLASSES.getOrDefault(other, other));
    }
}
