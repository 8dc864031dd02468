package io.countersign.edge.http;

import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// JSON in and out, with limits on what is read.
public final class Json {
    private static final int DEPTH_MAX = 20;
    private static final int NUMBER_DIGITS_MAX = 20;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(NUMBER_DIGITS_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /// Has the library load what it needs: a third of a second in a young process. To be called at the start, so that
    /// the first refusal does not hold up the event loop that writes it, and all devices with it.
    public static void prepare() {
        write(read(write(Map.of("name", List.of("text", 1, true)))));
    }

    /// @throws JacksonException if it is no JSON, too deep, or names a field twice
    public static JsonNode read(byte[] text) throws JacksonException {
        return MAPPER.readTree(text);
    }

    /// Writes maps, lists, texts, numbers and truth values.
    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
