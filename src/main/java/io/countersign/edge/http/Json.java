package io.countersign.edge.http;

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

    /// @throws JacksonException if it is no JSON, too deep, or names a field twice
    public static JsonNode read(byte[] text) throws JacksonException {
        return MAPPER.readTree(text);
    }

    /// Writes maps, lists, texts, numbers and truth values.
    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }
}
